/** The value of each of the 65,536 halves, by its bits. */
const VALUES = Float32Array.from({ length: 0x10000 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
});

/** Numbers of IEEE 754 binary16 bits, which is how ONNX Runtime hands out float16 on this Node.js. */
export function fromHalves(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => VALUES[half]!);
}

/** IEEE 754 binary16 bits of numbers, rounded to nearest even. */
export function toHalves(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(values, halfOf);
}

function halfOf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(magnitude)), -14);
  // In units of the last place; a carry runs over into the exponent by itself.
  const units = magnitude / 2 ** (exponent - 10);
  const floor = Math.floor(units);
  const up = units - floor > 0.5 || (units - floor === 0.5 && floor % 2 === 1);
  return sign | (floor + Number(up) + (exponent + 14) * 1024);
}
