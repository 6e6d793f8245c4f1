// Asks the embedded segmenter for things in wide and tall pictures, and for small things in large ones:
//
//   npx tsx tools/segmenter/measure-shapes.ts [SCENES] [SMALL]      writes results/shapes.json
import { loadavg } from 'node:os';
import { defaultPackFolder } from '@dualedit/core';
import type { Scene } from '@dualedit/diorama';
import { DualeditError, type Mask } from '@dualedit/foundation';
import { openMaskSource } from '@dualedit/segmenter';
import { edit } from '../shared/edit.js';
import { writeResults } from '../shared/results.js';
import { mean } from '../shared/statistics.js';
import { type Extended, extendedScene, smallThing } from './extended.js';
import { iou } from './questions.js';
import { anyScenes } from './scenes.js';

const ASPECTS = [1 / 4, 1 / 3, 1 / 2, 9 / 16, 3 / 4, 1, 4 / 3, 16 / 9, 2, 3, 4];
const [SCENES, SMALL] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 10)];
const source = await openMaskSource({ pack: defaultPackFolder(), device: 'cpu' });
const loadBefore = loadavg()[0];

/** Scenes without two things of one name, of which it would be unclear which is meant. */
function distinctScenes(count: number): Scene[] {
  const isDistinct = ({ objects }: Scene) => new Set(objects.map(({ noun }) => noun)).size === objects.length;
  return anyScenes(4 * count)
    .filter(isDistinct)
    .slice(0, count);
}

interface Asked {
  noun: string;
  /** 0 if it was not found. */
  iou: number;
}

async function ious({ picture, masks }: Extended): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const [noun, truth] of Object.entries(masks)) {
    const answer = await source
      .find(picture, { edits: [edit(noun, 'red', 'attribute')] })
      .catch((error: unknown) => {
        if (DualeditError.is(error) && error.code === 'object-not-found') return undefined;
        throw error;
      });
    found.push({ noun, iou: answer ? iou(answer.masks[0] as Mask, truth) : 0 });
  }
  return found;
}

const aspects = [];
for (const aspect of ASPECTS) {
  const all: (Asked & { seed: number })[] = [];
  for (const [i, scene] of distinctScenes(SCENES).entries())
    for (const asked of await ious(await extendedScene(scene, { size: 256, aspect, place: (i * 0.37) % 1 })))
      all.push({ ...asked, seed: scene.seed });
  aspects.push({
    aspect: Number(aspect.toFixed(3)),
    things: all.length,
    meanIou: mean(all.map(({ iou }) => iou)),
    atLeast09: all.filter(({ iou }) => iou >= 0.9).length,
    notFound: all.filter(({ iou }) => iou === 0).length,
    below09: all.filter(({ iou }) => iou < 0.9),
  });
  console.log(JSON.stringify(aspects.at(-1)));
}
const small = [];
for (const [i, scene] of anyScenes(SMALL).entries()) {
  const start = performance.now();
  const place = { left: 300 + ((i * 977) % 3200), top: 1200 + ((i * 571) % 1400) };
  const made = await smallThing(scene, { width: 4000, height: 3000, extent: 120, ...place });
  const [found] = await ious(made);
  small.push({ ...found!, seconds: (performance.now() - start) / 1000 });
  console.log(JSON.stringify(small.at(-1)));
}
const seen = small.filter(({ iou }) => iou >= 0.5).length;
writeResults('shapes', {
  scenes: SCENES,
  load: [loadBefore, loadavg()[0]],
  aspects,
  small,
  table: [
    '| picture | things | mean IoU | at least 0.9 | not found |',
    '| --- | --- | --- | --- | --- |',
    ...aspects.map(
      ({ aspect, things, meanIou, atLeast09, notFound }) =>
        `| ${aspect} : 1 | ${things} | ${meanIou.toFixed(3)} | ${atLeast09} | ${notFound} |`,
    ),
    `| 4000×3000, a thing of 120 px (found with IoU ≥ 0.5: ${seen}) | ${small.length} | ${mean(small.map(({ iou }) => iou)).toFixed(3)} | ${small.filter(({ iou }) => iou >= 0.9).length} | ${small.filter(({ iou }) => iou === 0).length} |`,
  ],
});
