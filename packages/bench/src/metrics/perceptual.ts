import type { FeatureMap } from '../networks/judge.js';
import type { Selection } from './pixels.js';

/** Keeps the division by an activation's length finite. */
const TINY = 1e-10;

/**
 * A distance of the kind of LPIPS (Zhang et al. 2018): at each layer the activations are scaled to unit
 * length over channels, their squared difference is summed over channels and averaged over the places, and
 * the layers are added. Places count by their share of selected pixels. Unweighted: nobody's judgements of
 * similarity were learned. null where no pixel is selected.
 */
export function featureDistance(
  a: readonly FeatureMap[],
  b: readonly FeatureMap[],
  selection: Selection,
  width: number,
): number | null {
  if (!selection.includes(1)) return null;
  return a.reduce((sum, layer, at) => sum + layerDistance(layer, b[at]!, selection, width), 0);
}

function layerDistance(a: FeatureMap, b: FeatureMap, selection: Selection, width: number): number {
  const weights = shares(selection, width, a);
  let [sum, total] = [0, 0];
  weights.forEach((weight, place) => {
    total += weight;
    if (weight > 0) sum += weight * placeDistance(a, b, place);
  });
  return sum / total;
}

function placeDistance(a: FeatureMap, b: FeatureMap, place: number): number {
  const size = a.width * a.height;
  const value = ({ data }: FeatureMap, channel: number) => data[channel * size + place]!;
  const length = (map: FeatureMap) => {
    let square = TINY;
    for (let c = 0; c < a.channels; c++) square += value(map, c) ** 2;
    return Math.sqrt(square);
  };
  const [lengthA, lengthB] = [length(a), length(b)];
  let sum = 0;
  for (let c = 0; c < a.channels; c++) sum += (value(a, c) / lengthA - value(b, c) / lengthB) ** 2;
  return sum;
}

/** Each cell's share of selected pixels. */
function shares(selection: Selection, width: number, grid: FeatureMap): Float64Array {
  const height = selection.length / width;
  const cells = new Float64Array(grid.width * grid.height);
  selection.forEach((value, i) => {
    const x = Math.floor(((i % width) * grid.width) / width);
    const y = Math.floor((Math.floor(i / width) * grid.height) / height);
    cells[y * grid.width + x]! += value;
  });
  return cells;
}
