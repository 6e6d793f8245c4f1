// A process from outside: how long it runs and what memory it takes when.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mean } from '../shared/statistics.js';
import type { MeteredRuns } from './metered.js';

const EVERY_MS = 1000;

export interface MemorySample {
  /** Seconds since 1970. */
  at: number;
  gib: number;
}

/** What one kind of work takes. */
export interface KindFigures {
  runs: number;
  /** Means of its runs. */
  seconds: number;
  coreSeconds: number;
  /** The largest memory that was sampled while it ran. */
  peakGiB: number;
}

/**
 * Runs a program to its end. Memory is the proportional set size (Linux), in which a page that is mapped several times
 * counts once: sessions on one weights file share its pages.
 */
export async function watched(program: string, args: string[]): Promise<MemorySample[]> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const samples: MemorySample[] = [];
  const timer = setInterval(() => {
    const gib = proportionalGiB(child.pid!);
    if (gib !== undefined) samples.push({ at: Date.now() / 1000, gib });
  }, EVERY_MS);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return samples;
}

function proportionalGiB(pid: number): number | undefined {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 2 ** 20;
  } catch {
    return undefined; // It has ended.
  }
}

/** Figures of each kind of work. */
export function byKind(runs: MeteredRuns, samples: readonly MemorySample[]): Record<string, KindFigures> {
  return Object.fromEntries(
    Object.entries(runs).map(([kind, all]) => {
      const during = samples.filter(({ at }) => all.some(({ from, to }) => at >= from && at <= to));
      const figures = {
        runs: all.length,
        seconds: mean(all.map(({ from, to }) => to - from)),
        coreSeconds: mean(all.map(({ coreSeconds }) => coreSeconds)),
        peakGiB: during.reduce((most, { gib }) => Math.max(most, gib), 0),
      };
      return [kind, figures];
    }),
  );
}
