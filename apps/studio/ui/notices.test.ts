import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ui = new URL('./', import.meta.url);
const read = (path: string | URL) => readFileSync(new URL(path, ui), 'utf8');

/** Packages that the page is made of: what its sources import, and what those packages depend on. */
function bundled(): Set<string> {
  const sources = readdirSync(ui, { recursive: true, withFileTypes: true }).filter(
    ({ name, parentPath }) =>
      /\.tsx?$/.test(name) && !/\.test\.ts$|config|notices/.test(name) && !/browser/.test(parentPath),
  );
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const file = read(`../../../node_modules/${name}/package.json`);
    for (const other of Object.keys(JSON.parse(file).dependencies ?? {})) add(other);
  };
  for (const { name, parentPath } of sources) {
    const text = readFileSync(`${parentPath}/${name}`, 'utf8');
    for (const [, from = ''] of text.matchAll(
      /^import (?!type ).*'((?:@[\w-]+\/)?[a-z][\w-]*)(?:\/[\w-]+)?';$/gm,
    ))
      add(from);
  }
  return found;
}

it('come with the license of every package that is in the page', () => {
  const notices = read('../dist/ui/third-party-notices.txt').split(/\n-{72}\n/);
  const packages = bundled();
  expect([...packages]).toEqual(expect.arrayContaining(['preact', '@preact/signals-core', 'idb-keyval']));
  for (const name of [...packages, 'vite']) {
    const notice = notices.find((one) => one.trim().startsWith(`${name} `));
    expect(notice, name).toMatch(/permission is hereby granted|apache license/i);
  }
});
