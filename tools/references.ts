// Tells the compiler after which packages each package is built: writes the `references` of every tsconfig.json from
// what its package.json depends on. With `--check`, only says which differ.
//
//   npx tsx tools/references.ts [--check]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Package, workspaces } from './release/packages.js';
import { ROOT } from './shared/results.js';

const compiled = workspaces().filter(({ folder }) => existsSync(join(ROOT, folder, 'tsconfig.json')));
const check = process.argv.includes('--check');

const wanted = new Map(compiled.map((one) => [`${one.folder}/tsconfig.json`, referencesOf(one)]));
wanted.set(
  'tsconfig.json',
  compiled.map(({ folder }) => folder),
);
const stale = [...wanted].filter(([path, folders]) => !refersTo(path, folders));
for (const [path] of check ? stale : []) {
  console.error(`${path} refers to other packages than it depends on: run "npx tsx tools/references.ts".`);
}
process.exitCode = check && stale.length > 0 ? 1 : 0;

/** The folders of the packages that one depends on. */
function referencesOf({ folder, manifest }: Package): string[] {
  const names = Object.keys(manifest.dependencies ?? {});
  return compiled
    .filter((other) => names.includes(other.manifest.name))
    .map((other) => posix.relative(folder, other.folder));
}

/** Whether nothing had to be changed. */
function refersTo(path: string, folders: readonly string[]): boolean {
  const config = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
  const references = folders.map((folder) => ({ path: folder }));
  const isSame = JSON.stringify(config.references) === JSON.stringify(references);
  if (!isSame && !check) {
    writeFileSync(join(ROOT, path), `${JSON.stringify({ ...config, references }, null, 2)}\n`);
  }
  return isSame;
}
