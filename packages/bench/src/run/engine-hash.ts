import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A hash of the built engine: results of other code are not reused. */
export function engineHash(): string {
  const hash = createHash('sha256');
  for (const name of ['@dualedit/core', '@dualedit/onnx-autograd']) {
    const folder = dirname(fileURLToPath(import.meta.resolve(name)));
    for (const file of filesIn(folder).filter((path) => path.endsWith('.js'))) {
      hash.update(relative(folder, file)).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** A hash of a model pack: its manifest where it has one, else the sizes and times of its files. */
export function packHash(folder: string): string {
  const manifest = join(folder, 'manifest.json');
  const hash = createHash('sha256');
  if (existsSync(manifest)) return hash.update(partsOf(manifest)).digest('hex').slice(0, 12);
  for (const file of filesIn(folder)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(folder, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}

/** What of a pack an edit depends on: not its pictures, its card, or the models that only look at results. */
function partsOf(manifest: string): string {
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as { files: Record<string, unknown> };
  const used = Object.entries(files).filter(([name]) => !/^(clip|segmenter|golden)\/|\.(png|md)$/.test(name));
  return JSON.stringify(used.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}
