// Draws the pictures to try of the studio.
//
//   npx tsx tools/studio/draw-samples.ts
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';
import { ROOT } from '../shared/results.js';

const FOLDER = join(ROOT, 'apps/studio/samples');
const SIZE = 256;

const SAMPLES = [
  { name: 'hat', seed: 376, level: 2, command: 'cat→dog, hat→red' },
  { name: 'friends', seed: 103, level: 3, command: 'fox→cat, scarf→blue' },
  { name: 'beach', seed: 77, level: 2, command: 'cup→green, dog→nothing' },
  { name: 'lion', seed: 21, level: 2, command: 'background→beach' },
  { name: 'glasses', seed: 33, level: 2, command: 'cat→panda, hat→yellow' },
  { name: 'bare', seed: 64, level: 2, command: 'hat→nothing' },
] as const;

for (const { name, seed, level } of SAMPLES) {
  const picture = await renderScene(sceneFromSeed(seed, { world: 'full', level }), SIZE);
  await writeFile(join(FOLDER, `${name}.png`), await encodePicture(picture));
}
const list = SAMPLES.map(({ name, command }) => ({ name, command }));
await writeFile(join(FOLDER, 'samples.json'), `${JSON.stringify(list, undefined, 2)}\n`);
