import { availableParallelism } from 'node:os';
import type { Finding } from './finding.js';

const OLDEST_NODE = [20, 19] as const;

export function node(): Finding {
  const { version, platform, arch } = process;
  const processors = availableParallelism();
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  return {
    what: 'node',
    status: isOld ? 'wrong' : 'ok',
    found: `${version} on ${platform} ${arch}, ${processors} processors`,
    data: { version, platform, arch, processors },
    ...(isOld && { todo: `Use Node.js ${OLDEST_NODE.join('.')} or newer.` }),
  };
}
