import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { machineMemory } from '@dualedit/core';
import { freeSpace, modelsFolder } from '@dualedit/hub/packs';
import { formatBytes } from '../terminal/format.js';
import type { Finding } from './finding.js';

/** The embedded pack takes less; a full-size one about ten times this. */
const ENOUGH_MEMORY = 1e9;

export function memory(): Finding {
  const [free, total] = [freemem(), machineMemory()];
  const isShort = free < ENOUGH_MEMORY;
  return {
    what: 'memory',
    status: isShort ? 'wrong' : 'ok',
    found: `${formatBytes(Math.min(free, total))} free of ${formatBytes(total)}`,
    data: { free, total },
    ...(isShort && { todo: 'Close other programs.' }),
  };
}

/** Room for models: of full-size ones each takes about five gigabytes. */
export async function disk(): Promise<Finding> {
  const folder = modelsFolder();
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const free = await freeSpace(there);
  return {
    what: 'disk',
    status: 'ok',
    found: `${formatBytes(free)} free for models in ${folder}`,
    data: { free, folder },
  };
}
