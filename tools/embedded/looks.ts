import { type Lab, labOf, type Mask, type Picture } from '@dualedit/foundation';

const QUANTILES = 32;

/**
 * How differently two pictures look inside a mask: the distance between the distributions of their colors in CIE Lab,
 * channel by channel (Wasserstein), so that stripes count as stripes wherever they begin.
 */
export function looksDistance(one: Picture, other: Picture, mask: Mask): number {
  const [a, b] = [quantiles(one, mask), quantiles(other, mask)];
  const distances = a.map((values, channel) => values.map((value, i) => (value - b[channel]![i]!) ** 2));
  return Math.sqrt(distances.flat().reduce((sum, value) => sum + value, 0) / QUANTILES);
}

function quantiles(picture: Picture, { data }: Mask): number[][] {
  const colors: Lab[] = [];
  for (let i = 0; i < data.length; i++) {
    if (data[i]! <= 127) continue;
    colors.push(labOf([picture.data[i * 4]!, picture.data[i * 4 + 1]!, picture.data[i * 4 + 2]!]));
  }
  return [0, 1, 2].map((channel) => {
    const sorted = Float64Array.from(colors, (color) => color[channel]!).sort();
    return Array.from(
      { length: QUANTILES },
      (_, q) => sorted[Math.floor(((q + 0.5) / QUANTILES) * sorted.length)]!,
    );
  });
}
