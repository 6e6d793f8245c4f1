import type { Command } from 'commander';
import { compareRuns, markdownChanges } from '../report/compare.js';
import { readRun } from '../report/older-run.js';
import { markdownWorse, whatGotWorse } from '../report/worse.js';

interface CompareOptions {
  report: string;
  fail: boolean;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .description('Compare the reports of two commits, or two reports, and say what got worse')
    .argument('<older>', 'a commit that has the report, or its JSON file')
    .argument('[newer]', 'the same; the report as it stands if absent')
    .option('--report <file>', 'the report of a commit', 'results/bench-2.json')
    .option('--fail', 'exit with code 1 if a number is worse beyond chance', false)
    .action(compare);
}

async function compare(
  older: string,
  newer: string | undefined,
  { report, fail }: CompareOptions,
): Promise<void> {
  const [old, now] = [await readRun(older, report), await readRun(newer ?? report, report)];
  const changes = compareRuns(old, now).filter(({ verdict }) => verdict !== 'same within chance');
  const lines = [
    ...['# What got worse', '', ...markdownWorse(whatGotWorse(old, now)), ''],
    ...['# Numbers that differ beyond chance', ''],
    ...(changes.length > 0 ? markdownChanges(changes) : ['None.']),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (fail && changes.some(({ verdict }) => verdict === 'worse')) process.exitCode = 1;
}
