// Draws what the embedded segmenter finds in held-out scenes into docs/overlays.jpg.
//   npm run build && node packages/segmenter/scripts/overlays.mjs [pack]
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderScene } from '@dualedit/diorama';
import { overlayPicture, Segmenter } from '@dualedit/segmenter';
import sharp from 'sharp';
import { anyScenes, pairs, rows, twoHats } from './scenes.mjs';

const [SIZE, COLUMNS, GAP] = [320, 4, 6];
const embedded = dirname(createRequire(import.meta.url).resolve('@dualedit/model-diorama/package.json'));
const segmenter = await Segmenter.load(process.argv[2] ?? embedded);
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
const file = fileURLToPath(new URL('../docs/overlays.jpg', import.meta.url));
mkdirSync(dirname(file), { recursive: true });
const [width, height] = [COLUMNS, Math.ceil(scenes.length / COLUMNS)].map((n) => n * (SIZE + GAP) - GAP);
await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
  .composite(tiles)
  .jpeg({ quality: 88 })
  .toFile(file);
