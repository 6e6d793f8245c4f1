import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { elementCount, encode, fromHalf } from '../data.js';
import type { Port, Shape } from '../types.js';

/** What scripts/export_unet.py wrote beside a model. */
export interface Golden {
  /** Largest number of query positions of the attention sites in the loss. */
  positions: number;
  shape(name: string): Shape;
  values(name: string): Float32Array;
  /** A value as ONNX Runtime takes it for an input. */
  feed(port: Port): Tensor;
}

export function readGolden(folder: string): Golden {
  const { positions, values: layout } = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as {
    positions: number;
    values: Record<string, { shape: number[]; offset: number }>;
  };
  const bytes = readFileSync(join(folder, 'golden.bin'));
  const shape = (name: string) => layout[name]!.shape;
  const values = (name: string) => {
    const count = elementCount(shape(name));
    return Float32Array.from({ length: count }, (_, at) => bytes.readFloatLE(layout[name]!.offset + 4 * at));
  };
  return {
    positions,
    shape,
    values,
    feed: ({ name, type, shape: dims }) => {
      const data = encode(
        [...values(name.split(':')[0]!)].map((value) => (type === 'int64' ? BigInt(value) : value)),
        type,
      );
      const array = { float32: Float32Array, int64: BigInt64Array, float16: Uint16Array }[type as 'float32'];
      return new Tensor(type as 'float32', new array(data.buffer as ArrayBuffer), dims as number[]);
    },
  };
}

/** Numbers of a result, whatever its floating-point type. */
export function numbersOf({ data, type }: Tensor): ArrayLike<number> {
  return type === 'float16' ? Float32Array.from(data as Uint16Array, fromHalf) : (data as Float32Array);
}

/** Largest difference, as a part of the largest golden value. */
export function relativeError(received: ArrayLike<number>, golden: Float32Array): number {
  const largest = golden.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return golden.reduce((max, value, at) => Math.max(max, Math.abs(received[at]! - value)), 0) / largest;
}
