// What seven edits in one pass take beside one, by turns on the same picture:
//
//   node packages/core/scripts/measure-edit-count.mjs [PAIRS] [STEPS]      writes results/edit-count.json
import { captions, renderMasks, renderScene } from '@dualedit/diorama';
import { loadEditor } from '../dist/index.js';
import { median, timed, writeResults } from './measured.mjs';
import { edit } from './two-edit-scenes.mjs';

const [PAIRS, STEPS] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 50)];
const NOUNS = ['cat', 'dog', 'rabbit', 'bear', 'ball', 'cup', 'hat'];
const COLOURS = ['red', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'];
const scene = {
  seed: 900_000_700,
  background: 'grass',
  objects: NOUNS.map((noun, i) => ({
    ...{ id: i + 1, noun, x: 20 + 28 * (i % 4), y: i < 4 ? 62 : 122, size: 38 },
    ...(noun === 'hat' ? { wornBy: 1 } : {}),
  })),
};
const image = await renderScene(scene, 128);
const masks = (await renderMasks(scene, 128)).map(({ visible }) => visible);
const edits = NOUNS.map((noun, i) => edit(noun, COLOURS[i], 'attribute'));
const prompt = 'a cat wearing a hat and a dog and a rabbit and a bear and a ball and a cup';

const editor = await loadEditor();
const run = (count) =>
  timed(() =>
    editor.edit({
      ...{ image, prompt, settings: { steps: STEPS } },
      ...{ edits: edits.slice(0, count), masks: masks.slice(0, count) },
    }),
  );
await run(1); // opens the programs
const pairs = [];
for (let pair = 0; pair < PAIRS; pair++) {
  const order = pair % 2 === 0 ? [1, NOUNS.length] : [NOUNS.length, 1];
  const took = {};
  for (const count of order) {
    const { value, seconds, coreSeconds } = await run(count);
    took[count] = { seconds, coreSeconds, gradientRuns: value.metrics.gradientRuns };
  }
  pairs.push(took);
  console.error(JSON.stringify(took));
}
await editor.close();

const ratio = (kind) => median(pairs.map((pair) => pair[NOUNS.length][kind] / pair[1][kind]));
const of = (count, kind) => median(pairs.map((pair) => pair[count][kind]));
const ratios = { seconds: ratio('seconds'), coreSeconds: ratio('coreSeconds') };
writeResults('edit-count', {
  table: [
    `| ${STEPS} steps, median of ${PAIRS} pairs | 1 edit | ${NOUNS.length} edits | ratio |`,
    '| --- | --- | --- | --- |',
    ...['seconds', 'coreSeconds'].map(
      (kind) =>
        `| ${kind === 'seconds' ? 'seconds' : 'core-seconds'} | ${of(1, kind).toFixed(1)} | ${of(NOUNS.length, kind).toFixed(1)} | ${ratios[kind].toFixed(2)} |`,
    ),
    `| gradient runs | ${of(1, 'gradientRuns')} | ${of(NOUNS.length, 'gradientRuns')} | |`,
  ],
  ...{ ratios, pairs, settings: { steps: STEPS, prompt, caption: captions(scene)[0] } },
});
