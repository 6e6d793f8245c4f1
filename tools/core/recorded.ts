// What edit-job.ts and reference/ have recorded of one edit, and how far the two are apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeteredRuns } from './metered.js';

/** The figures of a record, in the names of reference/. */
export interface Facts {
  steps: number;
  losses: object[];
  gradient_runs: number;
  token_map: number[];
  object_tokens: number[][];
  new_tokens: number[][];
  removed_tokens: number[][];
  common_tokens: number[];
  seconds: { invert: number; edit: number };
  core_seconds: { invert: number; edit: number };
  peak_mib: number;
  /** Of ours alone. */
  runs?: MeteredRuns;
}

export function factsOf(folder: string): Facts {
  return JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8'));
}

/** An array of edit-job.ts: little-endian float32. */
export function ours32(folder: string, array: string): Float32Array {
  return floats(readFileSync(join(folder, `${array}.f32`)), 0);
}

/** An array of the reference: the same in NumPy's format. */
export function theirs32(folder: string, array: string): Float32Array {
  const bytes = readFileSync(join(folder, `${array}.npy`));
  return floats(bytes, 10 + bytes.readUInt16LE(8));
}

function floats(bytes: Buffer, start: number): Float32Array {
  return new Float32Array(new Uint8Array(bytes.subarray(start)).buffer);
}

/** ‖a − b‖ / ‖b‖ */
export function relativeError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length)
    throw new Error(`expected ${expected.length} numbers but received ${actual.length}`);
  const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(actual.map((value, i) => value - expected[i]!)) / squares(expected));
}

/** Of the latent that each step starts from, gradient steps included, and of the last. */
export function latentErrors(ours: string, theirs: string): number[] {
  const { steps } = factsOf(ours);
  const rows = ours32(ours, 'latents');
  const updated = theirs32(theirs, 'updated');
  const after = theirs32(theirs, 'latents');
  const size = rows.length / (steps + 1);
  const optimized = updated.length / size;
  const row = (values: Float32Array, i: number) => values.subarray(i * size, (i + 1) * size);
  return Array.from({ length: steps + 1 }, (_, i) =>
    relativeError(row(rows, i), i < optimized ? row(updated, i) : row(after, i - 1)),
  );
}
