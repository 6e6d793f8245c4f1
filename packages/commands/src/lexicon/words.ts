/** Splits a data block into its entries: one a line where entries may hold spaces, else separated by spaces. */
export function words(block: string): ReadonlySet<string> {
  return new Set(block.trim().split(/\s+/));
}

export function lines(block: string): ReadonlySet<string> {
  return new Set(
    block
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );
}
