import { join } from 'node:path';
import { sizeOf } from './checksum.js';
import { readManifest } from './manifest.js';

/** Files that a pack's manifest lists and that are missing or of another size: quick, and blind to altered bytes. */
export async function wrongFiles(pack: string): Promise<string[]> {
  const files = Object.entries((await readManifest(pack)).files);
  const sizes = await Promise.all(files.map(([path]) => sizeOf(join(pack, path))));
  return files.flatMap(([path, { bytes }], i) => (sizes[i] === bytes ? [] : [path]));
}
