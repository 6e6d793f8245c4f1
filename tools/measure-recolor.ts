// Recolors one thing in each of twenty held-out scenes with the built command line, once with masks found
// from the words and once with true masks:
//
//   npx tsx tools/measure-recolor.ts [SCENES]      writes results/recolour.json and docs/images/recolour.jpg
//
// An edit that the command line refuses, or says did not come out, is counted as such. With KEEP=FOLDER it can be stopped
// and goes on where it was.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits, renderMasks, renderScene } from '@dualedit/diorama';
import {
  decodeMask,
  decodePicture,
  encodeMask,
  encodePicture,
  type Mask,
  type Picture,
} from '@dualedit/foundation';
import { namedColor, type RecolorScene, recolorScenes } from './recolor-scenes.js';
import { writeRecolorSheet } from './recolor-sheet.js';
import { iou } from './segmenter/questions.js';
import { edit } from './shared/edit.js';
import { KEPT, keptRow } from './shared/kept-rows.js';
import { ROOT, writeResults } from './shared/results.js';
import { mean, median } from './shared/statistics.js';

interface Figures {
  right: boolean;
  /** Whether the command line says that it came out. */
  passed: boolean;
  colour: string;
  distance: number;
  seconds: number;
  iou: number;
  maxChangeOutside: number;
  reconstructionPsnr: number;
}

/** The code of an error that the command line ended with. */
interface Refused {
  right: false;
  passed: false;
  refused: string;
}

interface Run {
  figures: Figures | Refused;
  /** The picture as it was, if the edit was refused. */
  picture: Picture;
}

type Kind = 'words' | 'masks';

const COUNT = Number(process.argv[2] ?? 20);
const SIZE = 256;
/** The seam reaches this far from a mask, in pixels of the picture: twice two of the model's. */
const REACH = (4 * SIZE) / 128 + 1;
const CLI = join(ROOT, 'apps/cli/bin/dualedit.js');

const folder = KEPT ?? mkdtempSync(join(tmpdir(), 'recolour-'));
mkdirSync(folder, { recursive: true });
const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (const item of recolorScenes(COUNT)) rows.push(await measure(item));
if (KEPT === undefined) rmSync(folder, { recursive: true });
// A small try leaves the sheet of the whole alone.
if (process.env.RESULTS === undefined) {
  const sheet = rows.map(({ item, before, words, masks, answer }) => ({
    title: `${item.command}  (${item.seed}; before, words, true mask, answer)`,
    pictures: [before, words.picture, masks.picture, answer],
  }));
  await writeRecolorSheet(sheet, SIZE / 2);
}
report();

async function measure(item: RecolorScene) {
  const before = await renderScene(item.scene, SIZE);
  const file = join(folder, `${item.seed}.png`);
  writeFileSync(file, await encodePicture(before));
  const truth = (await renderMasks(item.scene, SIZE))[item.index]!.visible;
  const maskFile = join(folder, `${item.seed}.mask.png`);
  writeFileSync(maskFile, await encodeMask(truth));
  const answer = await renderScene(applyEdits(item.scene, [edit(item.noun, item.target, 'attribute')]), SIZE);
  const run = (kind: Kind, options: string[]) => runOnce({ item, before, truth, file }, kind, options);
  const words = await run('words', []);
  const masks = await run('masks', ['--mask', `${item.noun}=${maskFile}`]);
  console.error(`${item.seed} ${item.command}: words ${said(words)}, masks ${said(masks)}`);
  return { item, before, answer, words, masks };
}

const said = ({ figures }: Run): string =>
  'refused' in figures ? figures.refused : `${figures.colour}${figures.passed ? '' : ' (says failed)'}`;

interface Case {
  item: RecolorScene;
  before: Picture;
  truth: Mask;
  file: string;
}

interface Report {
  edits: { mask: string }[];
  metrics: { reconstructionPsnr: number };
  checks: { passed: boolean };
}

async function runOnce(asked: Case, kind: Kind, options: string[]): Promise<Run> {
  const { item, before } = asked;
  const out = join(folder, `${item.seed}.${kind}.png`);
  const figures = await keptRow(`${item.seed} ${item.command} ${kind}`, () =>
    measureOnce(asked, out, options),
  );
  return { figures, picture: 'refused' in figures ? before : await decodePicture(readFileSync(out)) };
}

async function measureOnce(
  { item, before, truth, file }: Case,
  out: string,
  options: string[],
): Promise<Figures | Refused> {
  const masks = join(folder, 'masks');
  rmSync(out, { force: true });
  rmSync(masks, { recursive: true, force: true });
  const args = [CLI, 'edit', file, item.command, '--prompt', item.caption, '-o', out, '--save-masks', masks];
  const started = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [...args, '--json', ...options], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (stdout === '') return { right: false, passed: false, refused: errorOf(stderr) };
  const { edits, metrics, checks }: Report = JSON.parse(stdout);
  const picture = await decodePicture(readFileSync(out));
  const used = await decodeMask(readFileSync(edits[0]!.mask));
  const { color, distance } = await namedColor(item, picture, SIZE);
  return {
    right: color === item.target,
    passed: checks.passed,
    colour: color,
    distance,
    seconds,
    iou: iou(used, truth),
    maxChangeOutside: changeBeyond(before, picture, used),
    reconstructionPsnr: metrics.reconstructionPsnr,
  };
}

/** The code in what the command line said with `--json` before it ended. */
function errorOf(stderr: string): string {
  const last = stderr.trim().split('\n').at(-1)!;
  return (JSON.parse(last) as { code: string }).code;
}

/** The largest change of a channel farther from the mask than the seam reaches, counted on the files. */
function changeBeyond(before: Picture, after: Picture, mask: Mask): number {
  let largest = 0;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const at = (y * SIZE + x) * 4;
      const change = Math.max(
        ...[0, 1, 2, 3].map((c) => Math.abs(before.data[at + c]! - after.data[at + c]!)),
      );
      if (change > largest && !near(mask, x, y)) largest = change;
    }
  }
  return largest;
}

function near(mask: Mask, x: number, y: number): boolean {
  for (let ny = Math.max(0, y - REACH); ny <= Math.min(SIZE - 1, y + REACH); ny++) {
    for (let nx = Math.max(0, x - REACH); nx <= Math.min(SIZE - 1, x + REACH); nx++) {
      if (mask.data[ny * SIZE + nx]! > 127) return true;
    }
  }
  return false;
}

function summarize(kind: Kind) {
  const all = rows.map((row) => row[kind].figures);
  const made = all.filter((run): run is Figures => !('refused' in run));
  return {
    right: all.filter(({ right }) => right).length,
    saidSo: all.filter(({ right, passed }) => !right && !passed).length,
    refused: all.length - made.length,
    maxChangeOutside: Math.max(...made.map((run) => run.maxChangeOutside)),
    medianSeconds: median(made.map(({ seconds }) => seconds)),
    meanIou: mean(made.map((run) => run.iou)),
  };
}

function report(): void {
  const summary = { words: summarize('words'), masks: summarize('masks') };
  const row = (name: string, s: ReturnType<typeof summarize>) =>
    `| ${name} | ${s.right} of ${COUNT} | ${s.saidSo} of ${COUNT - s.right} | ${s.maxChangeOutside} | ${s.meanIou.toFixed(2)} |`;
  writeResults('recolour', {
    table: [
      '| masks | the color became the named one | others of which the program said so | largest change outside the seam | mask IoU |',
      '| --- | --- | --- | --- | --- |',
      row('from the words', summary.words),
      row('true ones given', summary.masks),
    ],
    summary,
    settings: { scenes: COUNT, size: SIZE, world: 'full', prompt: "the scene's first caption" },
    edits: rows.map(({ item: { seed, command, caption }, words, masks }) => ({
      seed,
      command,
      caption,
      words: words.figures,
      masks: masks.figures,
    })),
  });
}
