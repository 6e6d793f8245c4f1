import { fromHalf, toHalf } from '@dualedit/onnx-autograd';

/** The value of each of the 65,536 halves, by its bits. */
const VALUES = Float32Array.from({ length: 0x10000 }, (_, bits) => fromHalf(bits));

/** Numbers of IEEE 754 binary16 bits, which is how ONNX Runtime hands out float16 on this Node.js. */
export function fromHalves(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => VALUES[half]!);
}

/** IEEE 754 binary16 bits of numbers, rounded to nearest even. */
export function toHalves(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(values, toHalf);
}
