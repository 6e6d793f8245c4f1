import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { defaultPackFolder, loadEditor, openPack } from '@dualedit/core';
import type { Command } from 'commander';
import { openData } from '../data/open.js';
import { openNetworks } from '../networks/open.js';
import { compactSweep, htmlSweep, markdownSweep } from '../report/sweep-report.js';
import { EditCache } from '../run/cache.js';
import { engineHash, packHash } from '../run/engine-hash.js';
import { runBench } from '../run/run.js';
import { distinct, easyAndHard, parseAxis, STANDARD_AXES, sweepArms } from '../run/sweep.js';
import { commit, machine } from './machine.js';
import { showProgress } from './progress.js';
import { rounded } from './rounded.js';

interface SweepOptions {
  data: string;
  few: number;
  many: number;
  axis?: string[];
  steps: number;
  pack: string;
  cache: string;
  out: string;
  minutes?: number;
}

export function addSweepCommand(program: Command): void {
  program
    .command('sweep')
    .description('The ablation at other settings, one at a time: how OAL and CCL depend on them')
    .option('--data <spec>', 'where the pictures are taken from', 'diorama:48')
    .option('--few <count>', 'pictures with one or two edits', Number, 6)
    .option('--many <count>', 'pictures with three edits or more', Number, 6)
    .option('--axis <spec...>', '"SETTING=VALUE,VALUE,…"; the standard ones unless given')
    .option('--steps <count>', 'DDIM steps', Number, 20)
    .option('--pack <folder>', 'model pack', defaultPackFolder())
    .option('--cache <folder>', 'where edits are kept, so that a stopped run goes on', '.cache/bench')
    .option('--out <path>', 'PATH.json, PATH.md and PATH.html', 'results/bench-sweep')
    .option('--minutes <count>', 'begin no picture after so long', Number)
    .action(sweep);
}

async function sweep(options: SweepOptions): Promise<void> {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const arms = sweepArms(options.axis?.map(parseAxis) ?? STANDARD_AXES, { steps: options.steps });
  const { made, named } = distinct(arms);
  const editor = await loadEditor({ pack: options.pack });
  const run = named(
    await runBench({
      data: easyAndHard(await openData(options.data), options.few, options.many),
      arms: made,
      editor,
      cache: new EditCache(options.cache),
      signal: abort.signal,
      networks: await openNetworks(options.pack),
      packDefaults: (await openPack(options.pack)).defaults,
      basis: { pack: packHash(options.pack), engine: engineHash() },
      ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
      onProgress: showProgress(process.stderr),
    }),
  );
  await editor.close();
  const facts = { title: 'The ablation by settings', commit: commit(), machine: machine() };
  await mkdir(dirname(options.out), { recursive: true });
  await writeFile(
    `${options.out}.json`,
    `${JSON.stringify({ table: compactSweep(run, arms), ...facts, run }, rounded)}\n`,
  );
  await writeFile(`${options.out}.md`, `${markdownSweep(run, arms, facts).join('\n')}\n`);
  await writeFile(`${options.out}.html`, htmlSweep(run, arms, facts));
}
