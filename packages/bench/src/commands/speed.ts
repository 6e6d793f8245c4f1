import { writeFile } from 'node:fs/promises';
import { defaultPackFolder } from '@dualedit/core';
import type { Command } from 'commander';
import { measureSpeed, speedTable } from '../run/speed.js';
import { commit, machine } from './machine.js';

interface SpeedOptions {
  pack: string;
  edits: string;
  steps: number;
  rounds: number;
  out: string;
}

export function addSpeedCommand(program: Command): void {
  program
    .command('speed')
    .description('Time MDE-Edit by the number of edits: UNet evaluations, seconds, memory')
    .option('--pack <folder>', 'model pack', defaultPackFolder())
    .option('--edits <list>', 'numbers of edits', '1,2,3,4,5,6,7')
    .option('--steps <count>', 'DDIM steps', Number, 20)
    .option('--rounds <count>', 'measurements of each', Number, 3)
    .option('--out <file>', 'where the figures go', 'results/bench-speed.json')
    .action(speed);
}

async function speed({ pack, edits, steps, rounds, out }: SpeedOptions): Promise<void> {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const samples = await measureSpeed({
    pack,
    steps,
    rounds,
    edits: edits.split(',').map(Number),
    signal: abort.signal,
    onSample: ({ edits: count, seconds }) => process.stderr.write(`${count}: ${seconds.toFixed(1)} s\n`),
  });
  const table = speedTable(samples);
  const facts = { commit: commit(), machine: machine() };
  const settings = { steps, rounds, scene: 'one crowd of seven, each edit a new colour' };
  await writeFile(out, `${JSON.stringify({ table, samples, settings, ...facts }, null, 2)}\n`);
  process.stdout.write(`${table.join('\n')}\n`);
}
