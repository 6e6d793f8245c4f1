/** Mixes two #rrggbb colours: `amount` 0 gives `from`, 1 gives `to`. */
export function mix(from: string, to: string, amount: number): string {
  const channel = (at: number) => {
    const [a, b] = [from, to].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number];
    return Math.round(a + (b - a) * amount)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Towards the warm white of the light. */
export const lighten = (hex: string, amount: number) => mix(hex, '#fff8e8', amount);

/** Towards the violet black of the shade. */
export const darken = (hex: string, amount: number) => mix(hex, '#1d1230', amount);
