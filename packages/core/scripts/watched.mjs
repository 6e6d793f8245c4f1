// A process from outside: how long it runs and what memory it takes when.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mean } from './measured.mjs';

const EVERY_MS = 1000;

/**
 * Runs a program to its end. Memory is the proportional set size (Linux), in which a page that is mapped several times
 * counts once: sessions on one weights file share its pages.
 */
export async function watched(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const samples = [];
  const timer = setInterval(() => {
    const gib = proportionalGiB(child.pid);
    if (gib !== undefined) samples.push({ at: Date.now() / 1000, gib });
  }, EVERY_MS);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return samples;
}

function proportionalGiB(pid) {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 2 ** 20;
  } catch {
    return undefined; // It has ended.
  }
}

/** Of each kind of work its runs, mean seconds and core-seconds, and the largest memory sampled while it ran. */
export function byKind(runs, samples) {
  return Object.fromEntries(
    Object.entries(runs).map(([kind, all]) => {
      const during = samples.filter(({ at }) => all.some(({ from, to }) => at >= from && at <= to));
      return [
        kind,
        {
          runs: all.length,
          seconds: mean(all.map(({ from, to }) => to - from)),
          coreSeconds: mean(all.map(({ coreSeconds }) => coreSeconds)),
          peakGiB: during.reduce((most, { gib }) => Math.max(most, gib), 0),
        },
      ];
    }),
  );
}
