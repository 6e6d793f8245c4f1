import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture, encodePicture } from '@dualedit/foundation';
import type { EditRecord } from './edit-record.js';

const PICTURES = ['picture', 'edited', 'reconstruction'] as const;

/** Edits that were made before, a folder each by the hash of everything that they depend on. */
export class EditCache {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  has(key: string): boolean {
    return existsSync(join(this.folder, key));
  }

  async get(key: string): Promise<EditRecord> {
    const path = (name: string) => join(this.folder, key, name);
    const { attention, ...rest } = JSON.parse(await readFile(path('record.json'), 'utf8'));
    const pictures = await Promise.all(
      PICTURES.map(async (name) => [name, await decodePicture(await readFile(path(`${name}.png`)))]),
    );
    return {
      ...rest,
      ...Object.fromEntries(pictures),
      attention: attention.map((map: { data: number[] }) => ({ ...map, data: Float32Array.from(map.data) })),
    };
  }

  /** Appears whole or not at all: an interrupted run leaves no half entry. */
  async put(key: string, record: EditRecord): Promise<void> {
    const partial = join(this.folder, `${key}.${process.pid}.partial`);
    await mkdir(partial, { recursive: true });
    const { picture, edited, reconstruction, attention, ...rest } = record;
    const pictures = { picture, edited, reconstruction };
    for (const name of PICTURES)
      await writeFile(join(partial, `${name}.png`), await encodePicture(pictures[name]));
    const maps = attention.map((map) => ({ ...map, data: [...map.data] }));
    await writeFile(join(partial, 'record.json'), JSON.stringify({ ...rest, attention: maps }));
    await rm(join(this.folder, key), { recursive: true, force: true });
    await rename(partial, join(this.folder, key));
  }
}

/** A hash of values and of bytes, in their order. */
export function contentHash(...parts: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part instanceof Uint8Array ? part : JSON.stringify(part));
    hash.update('\0');
  }
  return hash.digest('hex').slice(0, 32);
}
