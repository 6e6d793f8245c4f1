import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../../packages/core/src/pack/verify.js';

/** Writes a JSON file of a pack, and its line of the manifest where the pack has one. */
export async function putInPack(pack: string, name: string, value: object): Promise<void> {
  const path = join(pack, name);
  writeFileSync(path, `${JSON.stringify(value)}\n`);
  const manifest = join(pack, 'manifest.json');
  if (!existsSync(manifest)) return;
  const { files } = JSON.parse(readFileSync(manifest, 'utf8'));
  files[name] = { bytes: statSync(path).size, sha256: await sha256Of(path) };
  const sorted = Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(manifest, `${JSON.stringify({ files: sorted }, null, 2)}\n`);
}
