// Asks the embedded segmenter for things of held-out scenes and writes results/segmenter.json.
//   npm run build && node packages/segmenter/scripts/measure.mjs [scenes] [size] [pack]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { objectPhrase, renderMasks, renderScene, vocabulary } from '@dualedit/diorama';
import { openMaskSource, Segmenter } from '@dualedit/segmenter';
import { anyScenes, area, iou, overlaps, pairs, questions, rows, twoHats, twoKinds } from './scenes.mjs';

const [COUNT, SIZE] = [Number(process.argv[2] ?? 300), Number(process.argv[3] ?? 256)];
const embedded = dirname(createRequire(import.meta.url).resolve('@dualedit/model-diorama/package.json'));
const pack = process.argv[4] ?? embedded;
const segmenter = await Segmenter.load(pack);
const source = await openMaskSource({ pack, device: 'cpu' });
const { nouns, colors } = vocabulary('starter');
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values) => ({ right: values.filter(Boolean).length, of: values.length });

const masks = await measureMasks();
const which = await measureWhich();
const absent = await measureAbsent();
const seconds = await measureTime();

/** All things of each scene, by noun and by noun with colour, in one request each. */
async function measureMasks() {
  const found = { apart: [], overlapping: [], apartByColour: [], overlappingByColour: [] };
  for (const scene of anyScenes(COUNT)) {
    const picture = await renderScene(scene, SIZE);
    const truth = await renderMasks(scene, SIZE);
    for (const [phraseOf, suffix] of [
      [({ noun }) => noun, ''],
      [objectPhrase, 'ByColour'],
    ]) {
      const { phrases } = await segmenter.segment(picture, scene.objects.map(phraseOf));
      phrases.forEach(({ instances }, i) => {
        const { visible } = truth[i];
        // What others hide all but wholly cannot be asked for.
        if (area(visible) < 0.002 * SIZE * SIZE) return;
        const reached = instances[0] ? iou(instances[0].mask, visible) : 0;
        found[(overlaps(truth, i) ? 'overlapping' : 'apart') + suffix].push(reached);
        if (reached < 0.5)
          console.error(`${scene.seed} ${phraseOf(scene.objects[i])}: IoU ${reached.toFixed(2)}`);
      });
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([kind, ious]) => [
      kind,
      { things: ious.length, meanIou: mean(ious), below05: ious.filter((value) => value < 0.5).length },
    ]),
  );
}

/** Whether the mask is that of the thing that was meant, of all things of the scene. */
async function isRight(scene, truth, edit, index) {
  const picture = await renderScene(scene, SIZE);
  const [mask] = await source.masks(picture, [edit], {}).catch((error) => {
    if (error.code !== 'object-not-found') throw error;
    console.error(`${scene.seed} ${JSON.stringify(edit.which)}: ${error.message}`);
    return [undefined];
  });
  if (!mask) return false;
  const ious = truth.map((other) => iou(mask, other));
  const right = ious[index] > 0.5 && ious[index] === Math.max(...ious);
  if (!right)
    console.error(
      `${scene.seed} ${edit.source} ${JSON.stringify(edit.which)}: IoUs ${ious.map((v) => v.toFixed(2))}`,
    );
  return right;
}

async function measureWhich() {
  const asked = {};
  const note = (kind, right) => {
    asked[kind] = [...(asked[kind] ?? []), right];
  };
  const count = Math.ceil(COUNT / 3);
  for (const scene of [...pairs(count), ...rows(Math.ceil(count / 2))]) {
    const { masks: truth, asked: all } = await questions(scene, SIZE);
    for (const { which, index } of all) {
      const right = await isRight(scene, truth, { source: scene.objects[0].noun, which }, index);
      note(Object.values(which).join(' '), right);
    }
  }
  for (const scene of twoHats(Math.ceil(count / 2))) {
    const truth = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
    for (const [index, { noun, wornBy }] of scene.objects.entries()) {
      if (noun !== 'hat') continue;
      const owner = scene.objects.find(({ id }) => id === wornBy).noun;
      const edit = { source: 'hat', which: { type: 'part-of', owner } };
      note('part-of', await isRight(scene, truth, edit, index));
    }
  }
  // One of the kind beside a thing of another: a selector that tells several apart must not make a second one.
  for (const scene of twoKinds(count)) {
    const truth = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
    const side = ['left', 'right'][scene.seed % 2];
    const edit = { source: scene.objects[0].noun, which: { type: 'side', side } };
    note('only one', await isRight(scene, truth, edit, 0));
  }
  return Object.fromEntries(Object.entries(asked).map(([kind, answers]) => [kind, share(answers)]));
}

/** Things that are not there: other nouns of the world, nouns in another colour, words that were never taught. */
async function measureAbsent() {
  const answers = { nouns: [], colours: [], unknown: [] };
  for (const scene of anyScenes(COUNT)) {
    const picture = await renderScene(scene, SIZE);
    const ask = async (kind, phrase) => {
      const { phrases } = await segmenter.segment(picture, [phrase]);
      const [best] = phrases[0].instances;
      answers[kind].push(!best);
      if (best) console.error(`${scene.seed} no ${phrase}: found with ${best.score.toFixed(2)}`);
    };
    for (const noun of nouns)
      if (!scene.objects.some((object) => object.noun === noun)) await ask('nouns', noun);
    const coloured = scene.objects.find(({ color }) => color);
    if (coloured) {
      const others = colors.filter((color) => color !== coloured.color);
      await ask('colours', `${others[scene.seed % others.length]} ${coloured.noun}`);
    }
    const words = ['zebra', 'umbrella', 'violin', 'horse', 'tree'];
    await ask('unknown', words[scene.seed % words.length]);
  }
  return Object.fromEntries(Object.entries(answers).map(([kind, all]) => [kind, share(all)]));
}

/** Three phrases in a picture of 512 px, once loaded: seconds. */
async function measureTime() {
  const [scene] = anyScenes(1);
  const picture = await renderScene(scene, 512);
  const times = [];
  for (let run = 0; run < 21; run++) {
    const start = performance.now();
    await segmenter.segment(picture, ['cat', 'hat', 'ball']);
    times.push((performance.now() - start) / 1000);
  }
  times.sort((a, b) => a - b);
  return { median: times[10], slowest: times.at(-1) };
}

/** Of the ones that a selector tells apart from others of their name. */
const apart = (kind) => kind !== 'part-of' && kind !== 'only one';
const positional = share(
  Object.entries(which).flatMap(([kind, { right, of }]) =>
    apart(kind) ? Array.from({ length: of }, (_, i) => i < right) : [],
  ),
);
const percent = ({ right, of }) => `${right} of ${of} (${((100 * right) / of).toFixed(1)} %)`;
const table = [
  '| asked for | reached | wanted |',
  '| --- | --- | --- |',
  `| mean mask IoU, things apart (${masks.apart.things}) | ${masks.apart.meanIou.toFixed(3)} | ≥ 0.8 |`,
  `| mean mask IoU, things that overlap (${masks.overlapping.things}) | ${masks.overlapping.meanIou.toFixed(3)} | ≥ 0.7 |`,
  `| the same by colour and noun, apart and overlapping | ${masks.apartByColour.meanIou.toFixed(3)}, ${masks.overlappingByColour.meanIou.toFixed(3)} | |`,
  `| the right one of two or three: ${Object.keys(which)
    .filter(apart)
    .join(', ')} | ${percent(positional)} | ≥ 95 % |`,
  `| the hat on the one animal, where two wear one | ${percent(which['part-of'])} | |`,
  `| the only one, where one of several was asked for | ${percent(which['only one'])} | |`,
  `| nothing, where the noun is not in the picture | ${percent(absent.nouns)} | ≥ 95 % |`,
  `| nothing, where the thing has another colour | ${percent(absent.colours)} | |`,
  `| nothing, for words that it was never taught | ${percent(absent.unknown)} | |`,
  `| three phrases in a 512 px picture, once loaded: median and slowest of 21 | ${seconds.median.toFixed(2)} s, ${seconds.slowest.toFixed(2)} s | ≤ 2 s |`,
];
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const results = {
  table,
  ...{ masks, positional, which, absent, seconds },
  settings: { scenes: COUNT, size: SIZE, world: 'starter', seeds: 'from 900000000 on', device: 'cpu' },
  commit: git('rev-parse', '--short', 'HEAD'),
  machine: {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: loadavg()[0],
  },
};
if (pack === embedded) writeFileSync('results/segmenter.json', `${JSON.stringify(results, null, 2)}\n`);
console.log(table.join('\n'));
