// How often a pack's CLIP names the background of a scene that nobody described, on held-out scenes:
//
//   npx tsx tools/core/measure-background.ts [PACK] [SCENES] [WORLD]      writes results/background.json
import { FIRST_HELD_OUT_SEED, objectPhrase, renderScene, sceneFromSeed, type World } from '@dualedit/diorama';
import { Clip } from '../../packages/core/src/clip/clip.js';
import { nameBackground } from '../../packages/core/src/clip/name-background.js';
import { defaultPackFolder, openPack } from '../../packages/core/src/pack/open-pack.js';
import { articleFor } from '../../packages/core/src/text/phrases.js';
import { writeResults } from '../shared/results.js';

const [folder = defaultPackFolder(), count = '400', world = 'full'] = process.argv.slice(2);
const FIRST_SEED = FIRST_HELD_OUT_SEED + 70_000;

const { words, unet, vae } = await openPack(folder);
const clip = await Clip.open(folder);
const counts = {
  'by its nouns': { right: 0, wrong: 0, unsure: 0 },
  'with what is in the scene': { right: 0, wrong: 0, unsure: 0 },
};
for (let seed = FIRST_SEED; seed < FIRST_SEED + Number(count); seed++) {
  const scene = sceneFromSeed(seed, { world: world as World });
  const picture = await renderScene(scene, unet.sampleSize * vae.downsampling);
  const things = scene.objects.map(objectPhrase).map((phrase) => `${articleFor(phrase)} ${phrase}`);
  const names = {
    'by its nouns': await nameBackground(clip, picture, words!),
    'with what is in the scene': await nameBackground(clip, picture, words!, [things.join(' and ')]),
  };
  for (const [way, named] of Object.entries(names)) {
    const is = !named ? 'unsure' : named.background === scene.background ? 'right' : 'wrong';
    counts[way as keyof typeof counts][is]++;
  }
}
await clip.release();

writeResults('background', {
  table: [
    `| background of ${count} held-out scenes | right | wrong | not named, being unsure |`,
    '| --- | --- | --- | --- |',
    ...Object.entries(counts).map(
      ([way, { right, wrong, unsure }]) => `| ${way} | ${right} | ${wrong} | ${unsure} |`,
    ),
  ],
  counts,
  settings: { scenes: Number(count), firstSeed: FIRST_SEED, world },
});
