import { statfs } from 'node:fs/promises';
import { DualeditError } from '@dualedit/foundation';

/** What a disk should have left when a pull is done. */
const RESERVE = 100e6;

/** Bytes that may still be written where a folder is. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Refuses a pull that would fill the disk, before its first byte.
 * @throws DualeditError `model-no-space`
 */
export async function checkSpace(folder: string, bytes: number): Promise<void> {
  const free = await freeSpace(folder);
  if (bytes === 0 || bytes + RESERVE <= free) return;
  throw new DualeditError({
    code: 'model-no-space',
    message: `${inUnits(bytes)} are still to be pulled, but the disk of ${folder} has ${inUnits(free)} free.`,
    hint: 'Make room, or name a folder on another disk in DUALEDIT_MODELS.',
    received: { needed: bytes, free },
  });
}

function inUnits(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
