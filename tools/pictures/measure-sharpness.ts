// How sharp a new thing is that a small model drew into a large picture, next to its surroundings:
//
//   npx tsx tools/pictures/measure-sharpness.ts      writes results/sharpness.json
//
// A scene of 2,400 pixels with the grain of a photograph, in which one animal is replaced. The drawing is what a model
// would draw at its best: the same scene with the other animal, at the model's size. Sharpness is the mean energy of
// gradients inside the new thing's outline relative to the surroundings; that of a photograph of the new thing is given
// beside it.
import { renderMasks, renderScene, type Scene, sceneFromSeed } from '@dualedit/diorama';
import { type Mask, type Picture, resizePicture } from '@dualedit/foundation';
import { compose } from '../../packages/core/src/image/compose.js';
import { writeResults } from '../shared/results.js';

const SIZE = 2048;
const GRAIN = 5;
const MODELS = [128, 256, 512];

function withGrain(picture: Picture, deviation: number): Picture {
  let state = 11;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const data = Uint8Array.from(picture.data);
  for (let at = 0; at < data.length; at += 4) {
    const grain = deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    for (let c = 0; c < 3; c++) data[at + c] = Math.max(0, Math.min(255, Math.round(data[at + c]! + grain)));
  }
  return { ...picture, data };
}

/** Mean squared gradient of green inside of a mask, relative to that outside. */
function sharpness({ data, width, height }: Picture, mask: Mask): number {
  const energy = [0, 0];
  const counts = [0, 0];
  for (let y = 0; y < height - 1; y++)
    for (let x = 0; x < width - 1; x++) {
      const i = y * width + x;
      const green = (at: number) => data[at * 4 + 1]!;
      const side = mask.data[i]! > 127 ? 0 : 1;
      energy[side]! += (green(i + 1) - green(i)) ** 2 + (green(i + width) - green(i)) ** 2;
      counts[side]!++;
    }
  return energy[0]! / counts[0]! / (energy[1]! / counts[1]!);
}

function sceneOf(seed: number): { before: Scene; after: Scene } | undefined {
  const before = sceneFromSeed(seed, { world: 'starter', level: 1 });
  const [first] = before.objects;
  if (!first || !['cat', 'dog', 'rabbit'].includes(first.noun)) return undefined;
  const noun = first.noun === 'cat' ? 'dog' : 'cat';
  return { before, after: { ...before, objects: [{ ...first, noun }, ...before.objects.slice(1)] } };
}

const scenes = [];
for (let seed = 1; scenes.length < 3; seed++) {
  const scene = sceneOf(seed);
  if (scene) scenes.push(scene);
}
const lines = [];
for (const model of MODELS) {
  const found = { without: 0, with: 0, photograph: 0 };
  for (const { before, after } of scenes) {
    const [old, fresh] = [await renderScene(before, SIZE), await renderScene(after, SIZE)];
    const [was, is] = [
      (await renderMasks(before, SIZE))[0]!.visible,
      (await renderMasks(after, SIZE))[0]!.visible,
    ];
    const both = { ...was, data: was.data.map((value, i) => Math.max(value, is.data[i]!)) };
    const made = async (original: Picture) => {
      const { picture } = await compose({
        original,
        edited: await resizePicture(fresh, model, model),
        reconstruction: await resizePicture(old, model, model),
        region: { left: 0, top: 0, side: SIZE },
        layers: [{ mask: both, isSameShape: false, isSoft: false }],
        old: was,
      });
      return picture;
    };
    const grainy = withGrain(old, GRAIN);
    const smooth = await made(old);
    // As before: what is pasted is as smooth as it was drawn.
    const mixed = {
      ...grainy,
      data: grainy.data.map((value, at) => (smooth.data[at] === old.data[at] ? value : smooth.data[at]!)),
    };
    found.without += sharpness(mixed, is) / scenes.length;
    found.with += sharpness(await made(grainy), is) / scenes.length;
    found.photograph += sharpness(withGrain(fresh, GRAIN), is) / scenes.length;
  }
  lines.push({ model, ...found });
  console.log(JSON.stringify(lines.at(-1)));
}
writeResults('sharpness', {
  size: SIZE,
  grain: GRAIN,
  lines,
  table: [
    '| model draws at | without grain | with grain | as if photographed |',
    '| --- | --- | --- | --- |',
    ...lines.map(
      (line) =>
        `| ${line.model} px | ${line.without.toFixed(2)} | ${line.with.toFixed(2)} | ${line.photograph.toFixed(2)} |`,
    ),
  ],
});
