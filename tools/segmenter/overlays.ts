// Draws what the embedded segmenter finds in held-out scenes into packages/segmenter/docs/overlays.jpg:
//
//   npx tsx tools/segmenter/overlays.ts [PACK] [FILE]
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultPackFolder } from '@dualedit/core';
import { renderScene } from '@dualedit/diorama';
import { overlayPicture, Segmenter } from '@dualedit/segmenter';
import sharp from 'sharp';
import { ROOT } from '../shared/results.js';
import { anyScenes, pairs, rows, twoHats } from './scenes.js';

const [SIZE, COLUMNS, GAP] = [320, 4, 6];
const segmenter = await Segmenter.load(process.argv[2] ?? defaultPackFolder());
const file = process.argv[3] ?? join(ROOT, 'packages/segmenter/docs/overlays.jpg');
const crowded = anyScenes(60).filter(({ objects }) => objects.length > 2);
const scenes = [...crowded.slice(0, 4), ...pairs(2), ...rows(2), ...twoHats(4)];

const tiles = [];
for (const [i, scene] of scenes.entries()) {
  const picture = await renderScene(scene, SIZE);
  const nouns = [...new Set(scene.objects.map(({ noun }) => noun))];
  const { phrases } = await segmenter.segment(picture, nouns);
  const things = phrases.flatMap(({ phrase, instances }) =>
    instances.map((instance) => ({ label: phrase, ...instance })),
  );
  tiles.push({
    input: Buffer.from(await overlayPicture(picture, things)),
    left: (i % COLUMNS) * (SIZE + GAP),
    top: Math.floor(i / COLUMNS) * (SIZE + GAP),
  });
}
mkdirSync(dirname(file), { recursive: true });
const side = (cells: number) => cells * (SIZE + GAP) - GAP;
const [width, height] = [side(COLUMNS), side(Math.ceil(scenes.length / COLUMNS))];
await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
  .composite(tiles)
  .jpeg({ quality: 88 })
  .toFile(file);
