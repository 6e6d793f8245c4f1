import { OnnxAutogradError } from './error.js';
import type { DataType, Shape, Tensor } from './types.js';

const BYTES: Record<DataType, number> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
  bool: 1,
  string: 0,
};

export const elementBytes = (type: DataType): number => BYTES[type];

export const elementCount = (shape: Shape): number => shape.reduce((product, dim) => product * dim, 1);

export const isFloat = (type: DataType): boolean => type.startsWith('float') || type === 'bfloat16';

/** Whether the elements of a tensor are at hand rather than in a file. */
export const isInline = (tensor: Tensor): tensor is Tensor & { data: Uint8Array } =>
  tensor.data instanceof Uint8Array;

/** Little-endian bytes of numbers; integers are exact when given as bigint. */
export function encode(values: readonly (number | bigint)[], type: DataType): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES[type]);
  const view = new DataView(bytes.buffer);
  const write = WRITE[type];
  if (!write) throw notNumeric(type);
  for (const [index, value] of values.entries()) write(view, index * BYTES[type], value);
  return bytes;
}

/** The elements of an inline tensor as numbers (64-bit integers are rounded to the nearest double). */
export function decode(tensor: Tensor & { data: Uint8Array }): number[] {
  const { data, type } = tensor;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = READ[type];
  if (!read) throw notNumeric(type);
  return Array.from({ length: data.byteLength / BYTES[type] }, (_, index) => read(view, index * BYTES[type]));
}

function notNumeric(type: DataType) {
  return new OnnxAutogradError({
    code: 'type-not-numeric',
    message: `Expected a tensor of numbers, received one of ${type}.`,
    hint: 'Only numeric and boolean constants can be read or made.',
  });
}

type Write = (view: DataView, at: number, value: number | bigint) => void;

const WRITE: Partial<Record<DataType, Write>> = {
  float32: (view, at, value) => view.setFloat32(at, Number(value), true),
  float64: (view, at, value) => view.setFloat64(at, Number(value), true),
  float16: (view, at, value) => view.setUint16(at, toHalf(Number(value)), true),
  int8: (view, at, value) => view.setInt8(at, Number(value)),
  int16: (view, at, value) => view.setInt16(at, Number(value), true),
  int32: (view, at, value) => view.setInt32(at, Number(value), true),
  int64: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  uint8: (view, at, value) => view.setUint8(at, Number(value)),
  uint16: (view, at, value) => view.setUint16(at, Number(value), true),
  uint32: (view, at, value) => view.setUint32(at, Number(value), true),
  uint64: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  bool: (view, at, value) => view.setUint8(at, value ? 1 : 0),
};

const READ: Partial<Record<DataType, (view: DataView, at: number) => number>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  float16: (view, at) => fromHalf(view.getUint16(at, true)),
  int8: (view, at) => view.getInt8(at),
  int16: (view, at) => view.getInt16(at, true),
  int32: (view, at) => view.getInt32(at, true),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  uint8: (view, at) => view.getUint8(at),
  uint16: (view, at) => view.getUint16(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  uint64: (view, at) => Number(view.getBigUint64(at, true)),
  bool: (view, at) => view.getUint8(at),
};

/** IEEE 754 binary16 bits of a number, rounded to nearest even. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(magnitude)), -14);
  // Below 2^-14 the step between halves stays 2^-24: subnormals fall out of the same rounding.
  const steps = roundToEven(magnitude / 2 ** (exponent - 10));
  return sign | (steps < 1024 ? steps : steps + (exponent + 14) * 1024);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** The number that IEEE 754 binary16 bits stand for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}
