// What each method makes of held-out scenes, beside the true answer: a sheet to look at, and how far the two edited
// things are from it.
//
//   node packages/core/scripts/compare-methods.mjs [SCENES] [-o SHEET.png] [--variants FILE.json] [--skip N]
//
// FILE.json maps names to what an edit request shall say, such as {"slow": {"settings": {"stepSize": 0.01}}}. Without
// it every method is compared, and results/methods.json and docs/images/methods.jpg are written.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { renderMasks, renderScene } from '@dualedit/diorama';
import { encodePicture, uniteMasks } from '@dualedit/foundation';
import sharp from 'sharp';
import { loadEditor, METHODS } from '../dist/index.js';
import { mean, timed, writeResults } from './measured.mjs';
import { twoEditScenes } from './two-edit-scenes.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: {
      type: 'string',
      short: 'o',
      default: fileURLToPath(new URL('../../../docs/images/methods.jpg', import.meta.url)),
    },
    variants: { type: 'string' },
    skip: { type: 'string', default: '0' },
  },
});
const [COUNT, SKIP, SIZE] = [Number(positionals[0] ?? 10), Number(options.skip), 128];
const variants = options.variants
  ? JSON.parse(readFileSync(options.variants, 'utf8'))
  : Object.fromEntries(Object.keys(METHODS).map((method) => [method, { method }]));

const editor = await loadEditor();
const rows = [];
for (const item of twoEditScenes(COUNT + SKIP).slice(SKIP)) rows.push(await compare(item));
await editor.close();
await writeSheet();

const names = Object.keys(variants);
const of = (name, figure) => mean(rows.map((row) => row.figures[name][figure]));
const summary = Object.fromEntries(
  names.map((name) => [
    name,
    { object: of(name, 'object'), attribute: of(name, 'attribute'), coreSeconds: of(name, 'coreSeconds') },
  ]),
);
const table = [
  `| mean of ${rows.length} scenes | error of the new object | error of the new colour | core-seconds |`,
  '| --- | --- | --- | --- |',
  ...names.map((name) => {
    const { object, attribute, coreSeconds } = summary[name];
    return `| ${name} | ${object.toFixed(4)} | ${attribute.toFixed(4)} | ${coreSeconds.toFixed(1)} |`;
  }),
];
const scenes = rows.map(({ item, figures }) => ({ seed: item.seed, prompt: item.prompt, figures }));
if (options.variants) console.log(table.join('\n'));
else writeResults('methods', { table, summary, scenes, settings: { scenes: rows.length, size: SIZE } });

async function compare(item) {
  const [image, answer] = await Promise.all(
    [item.scene, item.answer].map((scene) => renderScene(scene, SIZE)),
  );
  const [before, after] = await Promise.all(
    [item.scene, item.answer].map((scene) => renderMasks(scene, SIZE)),
  );
  const masks = [before[item.animal].visible, before[item.thing].visible];
  const whole = uniteMasks([masks[0], after[item.animal].visible]);
  const [pictures, figures] = [[image], {}];
  for (const [name, { strengths = [1, 1], ...request }] of Object.entries(variants)) {
    const edits = item.edits.map((edit, i) => ({ ...edit, strength: strengths[i] }));
    const { value, coreSeconds } = await timed(() =>
      editor.edit({ image, edits, masks, prompt: item.prompt, ...request }),
    );
    pictures.push(value.picture);
    figures[name] = {
      object: meanSquaredError(value.picture, answer, whole),
      attribute: meanSquaredError(value.picture, answer, masks[1]),
      ...{ coreSeconds, gradientRuns: value.metrics.gradientRuns },
    };
  }
  console.error(item.seed, JSON.stringify(figures));
  return { item, figures, pictures: [...pictures, answer] };
}

/** Mean squared difference of colour channels in 0…1, inside a mask. */
function meanSquaredError(a, b, mask) {
  let [sum, count] = [0, 0];
  mask.data.forEach((value, i) => {
    if (value <= 127) return;
    count += 3;
    for (let c = 4 * i; c < 4 * i + 3; c++) sum += ((a.data[c] - b.data[c]) / 255) ** 2;
  });
  return sum / count;
}

/** One row a scene: before, by each variant, and the true answer. */
async function writeSheet() {
  const [cell, gap, title] = [192, 6, 20];
  const columns = rows[0].pictures.length;
  const [width, height] = [gap + columns * (cell + gap), rows.length * (cell + title + gap)];
  const tiles = rows.flatMap(({ pictures }, y) =>
    pictures.map(async (picture, x) => ({
      input: await sharp(await encodePicture(picture))
        .resize(cell)
        .png()
        .toBuffer(),
      left: gap + x * (cell + gap),
      top: y * (cell + title + gap) + title,
    })),
  );
  const labels = rows.map(({ item }, y) => {
    const edits = item.edits.map(({ source, target }) => `${source}→${target}`).join(', ');
    const text = `${edits} (${item.seed}): ${['before', ...Object.keys(variants), 'answer'].join(', ')}`;
    return `<text x="${gap}" y="${y * (cell + title + gap) + 15}" font-size="13" font-family="sans-serif">${text}</text>`;
  });
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join('')}</svg>`,
  );
  await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([...(await Promise.all(tiles)), { input: svg, left: 0, top: 0 }])
    .toFile(options.output);
}
