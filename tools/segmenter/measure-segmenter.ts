// Asks the embedded segmenter for things of held-out scenes:
//
//   npx tsx tools/segmenter/measure-segmenter.ts [SCENES] [SIZE] [PACK]      writes results/segmenter.json
//
// With PACK nothing is written.
import { loadavg } from 'node:os';
import { defaultPackFolder } from '@dualedit/core';
import { objectPhrase, renderMasks, renderScene, type Scene, vocabulary } from '@dualedit/diorama';
import { DualeditError, type Edit, type Mask } from '@dualedit/foundation';
import { openMaskSource, Segmenter } from '@dualedit/segmenter';
import { edit } from '../shared/edit.js';
import { writeResults } from '../shared/results.js';
import { mean } from '../shared/statistics.js';
import { area, iou, overlaps, questions } from './questions.js';
import { anyScenes, pairs, rows, twoHats, twoKinds } from './scenes.js';

interface Share {
  right: number;
  of: number;
}

type Kind = 'apart' | 'overlapping' | 'apartByColour' | 'overlappingByColour';
type Absent = 'nouns' | 'colours' | 'unknown';

const [COUNT, SIZE] = [Number(process.argv[2] ?? 300), Number(process.argv[3] ?? 256)];
const loadBefore = loadavg()[0];
const pack = process.argv[4] ?? defaultPackFolder();
const segmenter = await Segmenter.load(pack);
const source = await openMaskSource({ pack, device: 'cpu' });
const { nouns, colors } = vocabulary('full');
const share = (answers: readonly boolean[]): Share => ({
  right: answers.filter(Boolean).length,
  of: answers.length,
});

const masks = await measureMasks();
const which = await measureWhich();
const absent = await measureAbsent();
const seconds = await measureTime();
report();

/** All things of each scene, by noun and by noun with color, in one request each. */
async function measureMasks() {
  const found: Record<Kind, number[]> = {
    apart: [],
    overlapping: [],
    apartByColour: [],
    overlappingByColour: [],
  };
  for (const scene of anyScenes(COUNT)) {
    const nounsOf = scene.objects.map(({ noun }) => noun);
    await measureScene(scene, nounsOf, (isOverlapped) => found[isOverlapped ? 'overlapping' : 'apart']);
    await measureScene(
      scene,
      scene.objects.map(objectPhrase),
      (isOverlapped) => found[isOverlapped ? 'overlappingByColour' : 'apartByColour'],
    );
  }
  const figures = (ious: number[]) => ({
    things: ious.length,
    meanIou: mean(ious),
    below05: ious.filter((value) => value < 0.5).length,
  });
  return {
    apart: figures(found.apart),
    overlapping: figures(found.overlapping),
    apartByColour: figures(found.apartByColour),
    overlappingByColour: figures(found.overlappingByColour),
  };
}

/** One phrase per object; `listOf` says where to note how well it was found. */
async function measureScene(
  scene: Scene,
  asked: string[],
  listOf: (isOverlapped: boolean) => number[],
): Promise<void> {
  const picture = await renderScene(scene, SIZE);
  const truth = await renderMasks(scene, SIZE);
  const { phrases } = await segmenter.segment(picture, asked);
  for (const [i, { phrase, instances }] of phrases.entries()) {
    const { visible } = truth[i]!;
    // What others hide all but wholly cannot be asked for.
    if (area(visible) < 0.002 * SIZE * SIZE) continue;
    const reached = instances[0] ? iou(instances[0].mask, visible) : 0;
    listOf(overlaps(truth, i)).push(reached);
    if (reached < 0.5) console.error(`${scene.seed} ${phrase}: IoU ${reached.toFixed(2)}`);
  }
}

/** Whether the mask is that of the thing that was meant, of all things of the scene. */
async function isRight(scene: Scene, truth: readonly Mask[], asked: Edit, index: number): Promise<boolean> {
  const about = `${scene.seed} ${asked.source} ${JSON.stringify(asked.which)}`;
  const mask = await maskOf(scene, asked).catch((error: unknown) => {
    if (!DualeditError.is(error) || error.code !== 'object-not-found') throw error;
    console.error(`${about}: ${error.message}`);
    return undefined;
  });
  if (!mask) return false;
  const ious = truth.map((other) => iou(mask, other));
  const right = ious[index]! > 0.5 && ious[index] === Math.max(...ious);
  if (!right) console.error(`${about}: IoUs ${ious.map((value) => value.toFixed(2))}`);
  return right;
}

async function maskOf(scene: Scene, asked: Edit): Promise<Mask> {
  const {
    masks: [mask],
  } = await source.find(await renderScene(scene, SIZE), { edits: [asked] });
  return mask!;
}

function asking(noun: string, selector: Edit['which']): Edit {
  return { ...edit(noun, 'red', 'attribute'), which: selector };
}

async function visibleMasks(scene: Scene): Promise<Mask[]> {
  return (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
}

async function measureWhich(): Promise<Record<string, Share>> {
  const answers: Record<string, boolean[]> = {};
  const note = (kind: string, right: boolean) => {
    answers[kind] = [...(answers[kind] ?? []), right];
  };
  const count = Math.ceil(COUNT / 3);
  for (const scene of [...pairs(count), ...rows(Math.ceil(count / 2))]) {
    const { masks: truth, asked } = await questions(scene, SIZE);
    for (const { which: selector, index } of asked) {
      const right = await isRight(scene, truth, asking(scene.objects[0]!.noun, selector), index);
      note(Object.values(selector).join(' '), right);
    }
  }
  for (const scene of twoHats(Math.ceil(count / 2))) {
    const truth = await visibleMasks(scene);
    for (const [index, { noun, wornBy }] of scene.objects.entries()) {
      if (noun !== 'hat') continue;
      const owner = scene.objects.find(({ id }) => id === wornBy)!.noun;
      note('part-of', await isRight(scene, truth, asking('hat', { type: 'part-of', owner }), index));
    }
  }
  // One of the kind beside a thing of another: a selector that tells several apart must not make a second one.
  for (const scene of twoKinds(count)) {
    const side = scene.seed % 2 === 0 ? 'left' : 'right';
    const asked = asking(scene.objects[0]!.noun, { type: 'side', side });
    note('only one', await isRight(scene, await visibleMasks(scene), asked, 0));
  }
  return Object.fromEntries(Object.entries(answers).map(([kind, all]) => [kind, share(all)]));
}

/** Things that are not there: other nouns of the world, nouns in another color, words that were never taught. */
async function measureAbsent(): Promise<Record<Absent, Share>> {
  const answers: Record<Absent, boolean[]> = { nouns: [], colours: [], unknown: [] };
  for (const scene of anyScenes(COUNT)) {
    const picture = await renderScene(scene, SIZE);
    const ask = async (kind: Absent, phrase: string) => {
      const { phrases } = await segmenter.segment(picture, [phrase]);
      const best = phrases[0]!.instances[0];
      answers[kind].push(!best);
      if (best) console.error(`${scene.seed} no ${phrase}: found with ${best.score.toFixed(2)}`);
    };
    for (const noun of nouns)
      if (!scene.objects.some((object) => object.noun === noun)) await ask('nouns', noun);
    const colored = scene.objects.find(({ color }) => color);
    if (colored) {
      const others = colors.filter((color) => color !== colored.color);
      await ask('colours', `${others[scene.seed % others.length]} ${colored.noun}`);
    }
    const words = ['zebra', 'umbrella', 'violin', 'horse', 'tree'];
    await ask('unknown', words[scene.seed % words.length]!);
  }
  const { nouns: other, colours, unknown } = answers;
  return { nouns: share(other), colours: share(colours), unknown: share(unknown) };
}

/** Three phrases in a picture of 512 px, once loaded: seconds. */
async function measureTime(): Promise<{ median: number; slowest: number }> {
  const picture = await renderScene(anyScenes(1)[0]!, 512);
  const times: number[] = [];
  for (let run = 0; run < 21; run++) {
    const start = performance.now();
    await segmenter.segment(picture, ['cat', 'hat', 'ball']);
    times.push((performance.now() - start) / 1000);
  }
  times.sort((a, b) => a - b);
  return { median: times[10]!, slowest: times.at(-1)! };
}

function report(): void {
  // Of the ones that a selector tells apart from others of their name.
  const apart = Object.entries(which).filter(([kind]) => kind !== 'part-of' && kind !== 'only one');
  const positional = apart.reduce(
    (sum, [, { right, of }]) => ({ right: sum.right + right, of: sum.of + of }),
    {
      right: 0,
      of: 0,
    },
  );
  const table = tableOf(
    positional,
    apart.map(([kind]) => kind),
  );
  if (process.argv[4] !== undefined) {
    console.log(table.join('\n'));
    return;
  }
  writeResults('segmenter', {
    table,
    masks,
    positional,
    which,
    absent,
    seconds,
    settings: {
      scenes: COUNT,
      size: SIZE,
      world: 'full',
      seeds: 'from 900000000 on',
      device: 'cpu',
      loadBefore,
    },
  });
}

function tableOf(positional: Share, kinds: string[]): string[] {
  const percent = ({ right, of }: Share) => `${right} of ${of} (${((100 * right) / of).toFixed(1)} %)`;
  const times = `${seconds.median.toFixed(2)} s, ${seconds.slowest.toFixed(2)} s`;
  const rows: [asked: string, reached: string, wanted?: string][] = [
    [`mean mask IoU, things apart (${masks.apart.things})`, masks.apart.meanIou.toFixed(3), '≥ 0.8'],
    [
      `mean mask IoU, things that overlap (${masks.overlapping.things})`,
      masks.overlapping.meanIou.toFixed(3),
      '≥ 0.7',
    ],
    [
      'the same by colour and noun, apart and overlapping',
      `${masks.apartByColour.meanIou.toFixed(3)}, ${masks.overlappingByColour.meanIou.toFixed(3)}`,
    ],
    [`the right one of two or three: ${kinds.join(', ')}`, percent(positional), '≥ 95 %'],
    ['the hat on the one animal, where two wear one', percent(which['part-of']!)],
    ['the only one, where one of several was asked for', percent(which['only one']!)],
    ['nothing, where the noun is not in the picture', percent(absent.nouns), '≥ 95 %'],
    ['nothing, where the thing has another colour', percent(absent.colours)],
    ['nothing, for words that it was never taught', percent(absent.unknown)],
    ['three phrases in a 512 px picture, once loaded: median and slowest of 21', times, '≤ 2 s'],
  ];
  return [
    '| asked for | reached | wanted |',
    '| --- | --- | --- |',
    ...rows.map(([asked, reached, wanted]) => `| ${asked} | ${reached} |${wanted ? ` ${wanted}` : ''} |`),
  ];
}
