import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DualeditError, throwIfAborted } from '@dualedit/foundation';

/** What an edit of so many things costs, as its own process measured it. */
export interface SpeedSample {
  edits: number;
  seconds: number;
  unetRuns: number;
  gradientRuns: number;
  /** The largest resident memory of the process, models and all. */
  peakMiB: number;
}

export interface SpeedRequest {
  /** Path of the model pack. */
  pack: string;
  /** Numbers of edits, at most 7. */
  edits: readonly number[];
  steps: number;
  /** How often each is measured, in turn, so that a machine's moods fall on all alike. */
  rounds: number;
  onSample?: (sample: SpeedSample) => void;
  signal?: AbortSignal;
}

const CHILD = fileURLToPath(new URL('./speed-child.js', import.meta.url));

/**
 * Times MDE-Edit by the number of edits, on one crowded scene: each number in a process of its own, since
 * peak memory is a process's. The models are loaded and compiled by an edit that does not count.
 * @throws DualeditError `aborted`, `speed-child`
 */
export async function measureSpeed(request: SpeedRequest): Promise<SpeedSample[]> {
  const samples: SpeedSample[] = [];
  for (let round = 0; round < request.rounds; round++) {
    for (const edits of request.edits) {
      throwIfAborted(request.signal);
      const sample = await inOwnProcess(request, edits);
      samples.push(sample);
      request.onSample?.(sample);
    }
  }
  return samples;
}

function inOwnProcess({ pack, steps, signal }: SpeedRequest, edits: number): Promise<SpeedSample> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(CHILD, [pack, String(steps), String(edits)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const stop = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', stop, { once: true });
    child.once('message', (sample) => resolve(sample as SpeedSample));
    child.once('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      reject(failed(edits, code));
    });
  });
}

function failed(edits: number, code: number | null): DualeditError {
  return new DualeditError({
    code: 'speed-child',
    message: `The process that timed ${edits} edits ended with code ${code} before it had a figure.`,
    hint: 'What it printed says why.',
    received: code,
  });
}

/** One row a number of edits: medians, and how many times an edit of one thing they are. */
export function speedTable(samples: readonly SpeedSample[]): string[] {
  const counts = [...new Set(samples.map(({ edits }) => edits))].sort((a, b) => a - b);
  const of = (edits: number, key: 'seconds' | 'peakMiB') =>
    median(samples.filter((sample) => sample.edits === edits).map((sample) => sample[key]));
  const one = of(counts[0]!, 'seconds');
  return [
    '| edits | UNet evaluations | of them with gradient | seconds | times as long | peak memory |',
    '| --- | --- | --- | --- | --- | --- |',
    ...counts.map((edits) => {
      const { unetRuns, gradientRuns } = samples.find((sample) => sample.edits === edits)!;
      const seconds = of(edits, 'seconds');
      return `| ${edits} | ${unetRuns + gradientRuns} | ${gradientRuns} | ${seconds.toFixed(1)} | ${(seconds / one).toFixed(2)} | ${Math.round(of(edits, 'peakMiB'))} MiB |`;
    }),
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
