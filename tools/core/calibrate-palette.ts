// How things of the embedded model's world look in each color: means over scenes, for a pack's palette.json, and how
// often they name the color of a thing of other scenes.
//
//   npx tsx tools/core/calibrate-palette.ts [--pack models/diorama] [--scenes 2400]
//
// writes palette.json and its line of manifest.json in the pack, and results/palette.json.
import { parseArgs } from 'node:util';
import { renderMasks, renderScene, type Scene, sceneFromSeed, vocabulary } from '@dualedit/diorama';
import { countInside, type Lab, meanLab } from '@dualedit/foundation';
import type { Palette } from '../../packages/core/src/pack/pack.js';
import { nearestOf } from '../../packages/core/src/seen/nearest-of.js';
import { writeResults } from '../shared/results.js';
import { mean } from '../shared/statistics.js';
import { putInPack } from './put-in-pack.js';

const { pack, scenes } = parseArgs({
  options: {
    pack: { type: 'string', default: 'models/diorama' },
    scenes: { type: 'string', default: '2400' },
  },
}).values;

const SIZE = 128;
/** Of fewer pixels, hardly more than an outline is seen. */
const LEAST_PIXELS = 12;
const [FITTED, JUDGED] = [845_000_000, 847_000_000];
const { colors } = vocabulary('full');
const PATTERNS = ['plain', 'striped', 'dotted'] as const;
const LOOKS = PATTERNS.flatMap((pattern) => colors.map((color) => ({ pattern, color })));

/** Each thing of a scene in the look that its kind was drawn in least. */
async function* drawn(first: number, count: number) {
  const taken: Record<string, number> = {};
  for (let seed = first; seed < first + count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full', level: (1 + (seed % 3)) as 1 | 2 | 3 });
    const looks = scene.objects.map(({ noun }) => {
      taken[noun] = (taken[noun] ?? 0) + 1;
      return LOOKS[taken[noun] % LOOKS.length]!;
    });
    yield { scene: withLooks(scene, looks), looks };
  }
}

function withLooks(scene: Scene, looks: typeof LOOKS): Scene {
  const objects = scene.objects.map(({ material: _, ...object }, i) => {
    const { pattern, color } = looks[i]!;
    return { ...object, color, ...(pattern !== 'plain' && { material: pattern }) };
  });
  return { ...scene, objects };
}

/** The things of scenes, with the pictures that they are in. */
async function* things(first: number, count: number) {
  for await (const { scene, looks } of drawn(first, count)) {
    const picture = await renderScene(scene, SIZE);
    const masks = await renderMasks(scene, SIZE);
    for (const [i, { noun }] of scene.objects.entries()) {
      const mask = masks[i]!.visible;
      if (countInside(mask) >= LEAST_PIXELS) yield { noun, ...looks[i]!, picture, mask };
    }
  }
}

/** The colors of all things by noun, pattern and color. */
const seen: Record<string, Record<string, Record<string, Lab[]>>> = {};
for await (const { noun, pattern, color, picture, mask } of things(FITTED, Number(scenes))) {
  seen[noun] ??= {};
  seen[noun][pattern] ??= {};
  seen[noun][pattern][color] ??= [];
  seen[noun][pattern][color].push(meanLab(picture, mask));
}
const palette: Palette = mapValues(seen, (patterns) =>
  mapValues(patterns, (looks) => mapValues(looks, middle)),
);
await putInPack(pack, 'palette.json', palette);

function middle(labs: readonly Lab[]): Lab {
  const of = (axis: 0 | 1 | 2) => Number(mean(labs.map((lab) => lab[axis])).toFixed(1));
  return [of(0), of(1), of(2)];
}

function mapValues<From, To>(record: Record<string, From>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

const judged = { plain: [0, 0], striped: [0, 0], dotted: [0, 0] };
for await (const { noun, pattern, color, picture, mask } of things(JUDGED, Number(scenes) / 4)) {
  const looks = pattern === 'plain' ? [] : [pattern];
  judged[pattern][0]! += Number(nearestOf(palette[noun]!, picture, { mask, looks }) === color);
  judged[pattern][1]!++;
}
writeResults('palette', {
  table: [
    '| things of other scenes | their color named right |',
    '| --- | --- |',
    ...Object.entries(judged).map(([pattern, [right, of]]) => {
      return `| ${pattern} | ${right} of ${of}, ${((100 * right!) / of!).toFixed(1)} % |`;
    }),
  ],
  judged,
  settings: { scenes: Number(scenes), size: SIZE, fitted: FITTED, judged: JUDGED },
});
