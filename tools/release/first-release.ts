// Replaces all changesets by one per package for the first release: they tell of changes between states that nobody ever
// installed. The notes of the release go to the changelog of the command line. Run before "npm run release:version".
//
//   npx tsx tools/release/first-release.ts
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { publicPackages } from './packages.js';

const FOLDER = join(ROOT, '.changeset');
const NOTES = 'docs/releases/0.1.0.md';

for (const name of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) rmSync(join(FOLDER, name));
for (const { folder, manifest } of publicPackages()) {
  const text = manifest.name === 'dualedit' ? notes() : `First release. ${manifest.description}.`;
  const changeset = `---\n'${manifest.name}': minor\n---\n\n${text}\n`;
  writeFileSync(join(FOLDER, `first-release-${basename(folder)}.md`), changeset);
}

/** What the release does, without title and picture: a list item of a changelog. */
function notes(): string {
  const page = readFileSync(join(ROOT, NOTES), 'utf8');
  const list = /## What it does\n\n(?<list>.*?)\n\n##/s.exec(page)!.groups!.list!;
  return `First release.\n\n${list}`;
}
