import { Tensor } from 'onnxruntime-node';
import { fromHalves, toHalves } from './half.js';

/** Numbers for each input of a program, row by row. */
export type Feeds = Record<string, ArrayLike<number>>;

/** A tensor of the element type that a model's own metadata names, from plain numbers. */
export function toTensor(type: string, values: ArrayLike<number>, shape: readonly number[]): Tensor {
  if (type === 'int64') return new Tensor(type, BigInt64Array.from(Array.from(values, BigInt)), shape);
  if (type === 'int32') return new Tensor(type, Int32Array.from(values), shape);
  if (type === 'float16') return new Tensor(type, toHalves(values), shape);
  return new Tensor('float32', values instanceof Float32Array ? values : Float32Array.from(values), shape);
}

/** The numbers of a tensor of floats, whatever their width. */
export function toFloats({ type, data }: Pick<Tensor, 'type' | 'data'>): Float32Array {
  // Node.js from 24 on hands out halves as a Float16Array of plain numbers.
  if (type === 'float16') {
    return data instanceof Uint16Array ? fromHalves(data) : Float32Array.from(data as ArrayLike<number>);
  }
  return data as Float32Array;
}

/** Whether every number is finite. */
export function allFinite(values: Float32Array): boolean {
  // A sum is finite only if every term is, short of an overflow that is itself a failure.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Number.isFinite(sum);
}
