/** For JSON.stringify: seven digits are more than any figure here is worth. */
export function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(7)) : value;
}
