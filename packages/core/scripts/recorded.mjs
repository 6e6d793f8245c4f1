// What edit-job.mjs and reference/ have recorded of one edit, and how far the two are apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The figures of a record. */
export function factsOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8'));
}

/** An array of edit-job.mjs: little-endian float32. */
export function ours32(folder, array) {
  return floats(readFileSync(join(folder, `${array}.f32`)), 0);
}

/** An array of the reference: the same in NumPy's format. */
export function theirs32(folder, array) {
  const bytes = readFileSync(join(folder, `${array}.npy`));
  return floats(bytes, 10 + bytes.readUInt16LE(8));
}

function floats(bytes, start) {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
}

/** ‖a − b‖ / ‖b‖ */
export function relativeError(actual, expected) {
  if (actual.length !== expected.length)
    throw new Error(`expected ${expected.length} numbers but received ${actual.length}`);
  const squares = (values) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(actual.map((value, i) => value - expected[i])) / squares(expected));
}

/** Of the latent that each step starts from, gradient steps included, and of the last. */
export function latentErrors(ours, theirs) {
  const steps = factsOf(ours).steps;
  const [rows, updated, after] = [
    ours32(ours, 'latents'),
    theirs32(theirs, 'updated'),
    theirs32(theirs, 'latents'),
  ];
  const size = rows.length / (steps + 1);
  const optimized = updated.length / size;
  const row = (values, i) => values.subarray(i * size, (i + 1) * size);
  return Array.from({ length: steps + 1 }, (_, i) =>
    relativeError(row(rows, i), i < optimized ? row(updated, i) : row(after, i - 1)),
  );
}
