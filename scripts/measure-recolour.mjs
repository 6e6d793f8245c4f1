// Recolours one thing in each of twenty held-out scenes by the built command line, once with masks found
// from the words and once with true masks, and writes results/recolour.json and a sheet of all of them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { applyEdits, renderMasks, renderScene } from '@dualedit/diorama';
import { decodeMask, decodePicture, encodeMask, encodePicture } from '@dualedit/foundation';
import sharp from 'sharp';
import { edit, namedColour, recolourScenes } from './recolour-scenes.mjs';

const COUNT = Number(process.argv[2] ?? 20);
const SIZE = 256;
/** The seam reaches this far from a mask, in pixels of the picture: twice two of the model's. */
const REACH = (4 * SIZE) / 128 + 1;

const folder = mkdtempSync(join(tmpdir(), 'recolour-'));
const rows = [];
for (const item of recolourScenes(COUNT)) rows.push(await measure(item));
await writeSheet(rows);
rmSync(folder, { recursive: true });

const summary = Object.fromEntries(
  ['words', 'masks'].map((kind) => [kind, summarize(rows.map((row) => row[kind]))]),
);
const table = [
  '| masks | the colour moved to the named one | largest change outside the seam | median seconds | mask IoU |',
  '| --- | --- | --- | --- | --- |',
  ...Object.entries(summary).map(
    ([kind, s]) =>
      `| ${kind === 'words' ? 'from the words' : 'true ones given'} | ${s.right} of ${COUNT} | ${s.maxChangeOutside} | ${s.medianSeconds.toFixed(1)} | ${s.meanIou.toFixed(2)} |`,
  ),
];
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const results = {
  table,
  summary,
  settings: { scenes: COUNT, size: SIZE, world: 'starter', prompt: "the scene's first caption" },
  commit: git('rev-parse', '--short', 'HEAD'),
  machine: {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  edits: rows.map(({ seed, command, caption, words, masks }) => ({ seed, command, caption, words, masks })),
};
mkdirSync('results', { recursive: true });
writeFileSync(
  'results/recolour.json',
  `${JSON.stringify(results, (key, value) => (key === 'picture' ? undefined : value), 2)}\n`,
);
console.log(table.join('\n'));

async function measure(item) {
  const picture = await renderScene(item.scene, SIZE);
  const file = join(folder, `${item.seed}.png`);
  writeFileSync(file, await encodePicture(picture));
  const truth = (await renderMasks(item.scene, SIZE))[item.index].visible;
  const maskFile = join(folder, `${item.seed}.mask.png`);
  writeFileSync(maskFile, await encodeMask(truth));
  const answer = await renderScene(applyEdits(item.scene, [edit(item.noun, item.target)]), SIZE);
  const words = await run(item, picture, truth, file, []);
  const masks = await run(item, picture, truth, file, ['--mask', `${item.noun}=${maskFile}`]);
  console.error(`${item.seed} ${item.command}: words ${words.colour}, masks ${masks.colour}`);
  return { ...item, picture, answer, words, masks };
}

async function run(item, picture, truth, file, options) {
  const out = join(folder, 'out.png');
  const masks = join(folder, 'masks');
  rmSync(out, { force: true });
  rmSync(masks, { recursive: true, force: true });
  const args = ['apps/cli/bin/dualedit.js', 'edit', file, item.command, '--prompt', item.caption, '-o', out];
  const started = performance.now();
  const report = JSON.parse(
    execFileSync(process.execPath, [...args, '--save-masks', masks, '--json', ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const edited = await decodePicture(readFileSync(out));
  const used = await decodeMask(readFileSync(report.edits[0].mask));
  const { color, distance } = await namedColour(item, edited, SIZE);
  return {
    right: color === item.target,
    colour: color,
    distance,
    seconds,
    iou: iou(used, truth),
    maxChangeOutside: changeBeyond(picture, edited, used),
    reconstructionPsnr: report.metrics.reconstructionPsnr,
    picture: edited,
  };
}

function iou(a, b) {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    both += Number(a.data[i] > 127 && b.data[i] > 127);
    either += Number(a.data[i] > 127 || b.data[i] > 127);
  }
  return both / either;
}

/** The largest change of a channel farther from the mask than the seam reaches, counted on the files. */
function changeBeyond(before, after, mask) {
  let largest = 0;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const at = (y * SIZE + x) * 4;
      let change = 0;
      for (let c = 0; c < 4; c++)
        change = Math.max(change, Math.abs(before.data[at + c] - after.data[at + c]));
      if (change > largest && !near(mask, x, y)) largest = change;
    }
  }
  return largest;
}

function near(mask, x, y) {
  for (let ny = Math.max(0, y - REACH); ny <= Math.min(SIZE - 1, y + REACH); ny++) {
    for (let nx = Math.max(0, x - REACH); nx <= Math.min(SIZE - 1, x + REACH); nx++) {
      if (mask.data[ny * SIZE + nx] > 127) return true;
    }
  }
  return false;
}

function summarize(runs) {
  const seconds = runs.map((run) => run.seconds).toSorted((a, b) => a - b);
  return {
    right: runs.filter((run) => run.right).length,
    maxChangeOutside: Math.max(...runs.map((run) => run.maxChangeOutside)),
    medianSeconds: seconds[Math.floor(seconds.length / 2)],
    maxSeconds: seconds.at(-1),
    meanIou: runs.reduce((sum, run) => sum + run.iou, 0) / runs.length,
  };
}

/** One row a scene: before, by words, by true masks, and the true answer. */
async function writeSheet(all) {
  const [columns, gap] = [2, 8];
  const width = columns * (4 * (SIZE / 2 + gap) + 3 * gap);
  const cell = SIZE / 2;
  const tiles = await Promise.all(
    all.flatMap((row, at) =>
      [row.picture, row.words.picture, row.masks.picture, row.answer].map(async (picture, column) => ({
        input: await sharp(await encodePicture(picture))
          .resize(cell)
          .png()
          .toBuffer(),
        left: (at % columns) * (width / columns) + gap + column * (cell + gap),
        top: Math.floor(at / columns) * (cell + 28) + 24,
      })),
    ),
  );
  const labels = all.map(
    (row, at) =>
      `<text x="${(at % columns) * (width / columns) + gap}" y="${Math.floor(at / columns) * (cell + 28) + 17}" font-size="13" font-family="sans-serif">${row.command}  (${row.seed}; before, words, true mask, answer)</text>`,
  );
  const height = Math.ceil(all.length / columns) * (cell + 28) + gap;
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join('')}</svg>`,
  );
  mkdirSync('docs/images', { recursive: true });
  await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([...tiles, { input: svg, left: 0, top: 0 }])
    .jpeg({ quality: 88 })
    .toFile('docs/images/recolour.jpg');
}
