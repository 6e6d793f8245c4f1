// Draws the pictures of the pages of methods: one command on the first sample, by each method as it is, without a second
// try. About three minutes.
//
//   npx tsx tools/docs/method-pictures.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderScene, sceneFromSeed } from '@dualedit/diorama';
import { openEditor } from '@dualedit/editor';
import { compareSheet } from '@dualedit/editor/compare-sheet';
import { ROOT } from '../shared/results.js';

const METHODS = ['cds', 'guide-rescale', 'locinv', 'lomoe', 'oir'] as const;
const COMMAND = 'cat→dog, hat→red';

await using editor = await openEditor();
const before = await renderScene(sceneFromSeed(376, { world: 'full', level: 2 }), 256);
for (const method of METHODS) await draw(method, { method });
await draw('fast', { fast: true });

async function draw(name: string, way: { method?: (typeof METHODS)[number]; fast?: boolean }): Promise<void> {
  const { picture } = await editor.edit(before, COMMAND, { ...way, retry: false });
  const file = join(ROOT, 'docs/images', `by-${name}.jpg`);
  writeFileSync(file, await compareSheet(before, picture, 'jpeg'));
  console.error(file);
}
