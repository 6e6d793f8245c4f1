import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A little-endian float32 array of NumPy's own format, in C order. */
export function readNpy(path: string): { shape: number[]; data: Float32Array } {
  const bytes = readFileSync(path);
  const headerLength = bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, 10 + headerLength);
  const shape = header
    .match(/'shape': \(([^)]*)\)/)![1]!
    .split(',')
    .filter((dim) => dim.trim() !== '');
  return {
    shape: shape.map(Number),
    data: new Float32Array(
      bytes.buffer.slice(bytes.byteOffset + 10 + headerLength, bytes.byteOffset + bytes.length),
    ),
  };
}

/** Opens a folder of golden files: its description, and its arrays by name. */
export function openGolden(folder: string) {
  return {
    // biome-ignore lint/suspicious/noExplicitAny: each test reads its own part
    facts: JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as any,
    array: (name: string) => readNpy(join(folder, name)).data,
  };
}

/** ‖a − b‖ / ‖b‖. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, norm] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    norm += expected[i]! ** 2;
  }
  return actual.length === expected.length ? Math.sqrt(difference / norm) : Number.POSITIVE_INFINITY;
}
