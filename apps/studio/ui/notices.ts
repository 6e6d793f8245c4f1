import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Where browsers find it, below the studio's address. */
const FILE = 'third-party-notices.txt';
const APACHE = fileURLToPath(new URL('../LICENSE', import.meta.url));
const RULE = `\n\n${'-'.repeat(72)}\n\n`;
const require = createRequire(import.meta.url);

/** Writes the licenses of all packages that are in the bundle beside it, as they were installed. */
export function notices(): Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const folders = new Set(chunks.flatMap(({ moduleIds }) => moduleIds.flatMap(packageOf)));
      const source = [...folders].sort().map(noticeOf).join(RULE);
      this.emitFile({ type: 'asset', fileName: FILE, source: `${source}\n` });
    },
  };
}

/** The folder of the package that a module is from; none for modules of our own. */
function packageOf(id: string): string[] {
  // helpers that the bundler writes into the page
  const [, bundler] = /^\0(vite|rolldown)\//.exec(id) ?? [];
  if (bundler) return [dirname(require.resolve(`${bundler}/package.json`))];
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? [];
  return folder === undefined ? [] : [folder];
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  return `${name} ${version} (${license})\n\n${textOf(folder, license)}`;
}

/** @throws Error for a package without a license's text, unless the license has one text for all */
function textOf(folder: string, license: string): string {
  const file = readdirSync(folder).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
  if (file === undefined && license !== 'Apache-2.0') throw new Error(`${folder} has no license file.`);
  const text = readFileSync(file === undefined ? APACHE : join(folder, file), 'utf8');
  // a bundler's own dependencies are not in the page
  return text.replace(/^#+ Licenses of bundled dependencies$.*/ims, '').trim();
}
