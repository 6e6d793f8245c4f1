import type { Picture } from '@dualedit/foundation';

/** A color in steps of some levels: red, green and blue as the bytes of one number, for counting. */
export function colorCell({ data }: Picture, pixel: number, step: number): number {
  const at = pixel * 4;
  const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
  return (Math.floor(red / step) << 16) | (Math.floor(green / step) << 8) | Math.floor(blue / step);
}

/** The steps of a cell's channels: red, green, blue. */
export function stepsOf(cell: number): [red: number, green: number, blue: number] {
  return [cell >> 16, (cell >> 8) & 255, cell & 255];
}
