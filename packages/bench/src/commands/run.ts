import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { defaultPackFolder, loadEditor, openPack } from '@dualedit/core';
import { openMaskSource } from '@dualedit/segmenter';
import type { Command } from 'commander';
import { openData } from '../data/open.js';
import { partOf } from '../data/part.js';
import { openNetworks } from '../networks/open.js';
import { compareRuns, markdownChanges } from '../report/compare.js';
import { htmlReport } from '../report/html.js';
import { markdownReport } from '../report/markdown.js';
import { readRun } from '../report/older-run.js';
import { PictureBook } from '../report/picture-book.js';
import { STANDARD_ARMS } from '../report/plan.js';
import { writeTables } from '../report/readme-tables.js';
import { markdownWorse, whatGotWorse } from '../report/worse.js';
import { type Arm, AS_USUAL, parseArm } from '../run/arm.js';
import { EditCache } from '../run/cache.js';
import { engineHash, packHash } from '../run/engine-hash.js';
import type { BenchRun } from '../run/result.js';
import { runBench } from '../run/run.js';
import { commit, machine } from './machine.js';
import { showProgress } from './progress.js';
import { rounded } from './rounded.js';

interface RunOptions {
  data: string;
  targets: string;
  arm?: string[];
  steps?: number;
  pack: string;
  clip?: string;
  cache: string;
  out: string;
  pictures: number;
  minutes?: number;
  part?: string;
  compare?: string;
  protect: boolean;
  title: string;
}

export function addRunCommand(program: Command): void {
  program
    .command('run', { isDefault: true })
    .description('Edit every picture of a data set by every arm, score it, and write the report')
    .option(
      '--data <spec>',
      'diorama2:SIZE (quick, nightly, full or a number), diorama:COUNT, diorama-starter:COUNT, or KIND:FOLDER of pie, pie++, lomoe, mice, ale, oir, coco or plain',
      'diorama:100',
    )
    .option('--targets <pairs>', 'what nouns become in COCO-edit, such as cat=dog,zebra=horse', '')
    .option(
      '--arm <spec...>',
      '"NAME: METHOD key=number …", or "NAME: default": as users get it; every method and the ablation of MDE-Edit unless given',
    )
    .option('--steps <count>', 'DDIM steps of every arm', Number)
    .option('--pack <folder>', 'model pack', defaultPackFolder())
    .option('--clip <folder>', "CLIP for the metrics; the pack's own unless given")
    .option('--cache <folder>', 'where edits are kept, so that a stopped run goes on', '.cache/bench')
    .option('--out <path>', 'the report: PATH.json, PATH.md and PATH.html', 'results/bench')
    .option(
      '--protect',
      "look for things that no edit names and keep their pixels, with the pack's segmenter",
      false,
    )
    .option('--pictures <count>', 'how many pictures the page shows, the first of each split', Number, 20)
    .option('--minutes <count>', 'begin no picture after so long, and report on those that are done', Number)
    .option('--part <k/n>', 'only every nth picture, from the kth on: several processes fill one cache')
    .option(
      '--compare <older>',
      'an older report, or a commit that has one at --out: what became better or worse',
    )
    .option('--title <text>', 'title of the report', 'Diorama-Bench')
    .action(run);
}

async function run(options: RunOptions): Promise<void> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  const arms = armsOf(options);
  const old =
    options.compare === undefined ? undefined : await readRun(options.compare, `${options.out}.json`);
  const whole = await openData(options.data, options.targets);
  const data = options.part === undefined ? whole : partOf(whole, options.part);
  const { pack, protect } = options;
  const editor = await loadEditor({
    pack,
    ...(protect && { maskSource: await openMaskSource({ pack, device: 'cpu' }) }),
  });
  const book = new PictureBook(data, options.pictures);
  const result = await runBench({
    data,
    arms,
    editor,
    cache: new EditCache(options.cache),
    signal: abort.signal,
    networks: await openNetworks(options.pack, options.clip),
    packDefaults: (await openPack(options.pack)).defaults,
    basis: { pack: packHash(pack), engine: `${engineHash()}${protect ? ' with protection' : ''}` },
    ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
    onItem: (item, loaded, records) => book.add(item, loaded, records),
    onProgress: showProgress(process.stderr),
  });
  await editor.close();
  process.removeListener('SIGINT', stop);
  await write(result, book, old, options);
}

const armsOf = ({ arm, steps }: RunOptions): Arm[] =>
  (arm?.map(parseArm) ?? STANDARD_ARMS).map((one) => ({
    ...one,
    settings: { ...(steps !== undefined && one.method !== AS_USUAL && { steps }), ...one.settings },
  }));

async function write(
  result: BenchRun,
  book: PictureBook,
  old: BenchRun | undefined,
  options: RunOptions,
): Promise<void> {
  const facts = { title: options.title, commit: commit(), machine: machine() };
  const changes = old
    ? [
        ...['', '## Against the older run', '', ...markdownWorse(whatGotWorse(old, result))],
        ...['', ...markdownChanges(compareRuns(old, result))],
      ]
    : [];
  const markdown = [...markdownReport(result, facts), ...changes];
  await mkdir(dirname(options.out), { recursive: true });
  await writeFile(`${options.out}.json`, `${JSON.stringify({ ...facts, run: result }, rounded)}\n`);
  await writeFile(`${options.out}.md`, `${markdown.join('\n')}\n`);
  await writeFile(`${options.out}.html`, htmlReport(result, facts, book.pages, old));
  await writeTables(options.out, result, facts);
  process.stdout.write(`${markdown.join('\n')}\n`);
}
