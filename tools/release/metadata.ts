// Gives every published package the license, author, repository and issue tracker of the root's package.json, in one
// order of fields; with `--check`, only says which lack it.
//
//   npx tsx tools/release/metadata.ts [--check]
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { type Package, publicPackages, readManifest } from './packages.js';

/** The order of fields; others follow as they are. */
const FIRST = [
  'name',
  'version',
  'description',
  'keywords',
  'homepage',
  'bugs',
  'license',
  'author',
  'repository',
];

const root = readManifest('.') as unknown as {
  author: string;
  repository: { url: string };
  bugs: { url: string };
};
const site = root.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const check = process.argv.includes('--check');
const stale = publicPackages().filter((one) => !update(one));
for (const { folder } of check ? stale : []) {
  console.error(`${folder} lacks metadata or the license: run "npx tsx tools/release/metadata.ts".`);
}
process.exitCode = check && stale.length > 0 ? 1 : 0;

/** Whether nothing had to be changed. */
function update({ folder, manifest }: Package): boolean {
  const common = {
    homepage: `${site}/tree/main/${folder}#readme`,
    bugs: root.bugs,
    license: 'Apache-2.0',
    author: root.author,
    repository: { ...root.repository, directory: folder },
    publishConfig: { access: 'public', provenance: true },
  };
  const merged = { ...manifest, ...common } as Record<string, unknown>;
  const first = FIRST.filter((field) => merged[field] !== undefined);
  const fields = new Set([...first, ...Object.keys(merged)]);
  const text = `${JSON.stringify(Object.fromEntries([...fields].map((field) => [field, merged[field]])), null, 2)}\n`;
  const path = join(ROOT, folder, 'package.json');
  const license = join(ROOT, folder, 'LICENSE');
  const whole = readFileSync(path, 'utf8') === text && sameLicense(license);
  if (!whole && !check) {
    writeFileSync(path, text);
    copyFileSync(join(ROOT, 'LICENSE'), license);
  }
  return whole;
}

/** npm packs no file from outside a package's folder, and no link, so each package has a copy. */
function sameLicense(path: string): boolean {
  return existsSync(path) && readFileSync(path).equals(readFileSync(join(ROOT, 'LICENSE')));
}
