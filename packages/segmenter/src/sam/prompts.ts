import type { PointPrompt } from '@dualedit/foundation';
import { Tensor } from '@huggingface/transformers';
import type { Corners } from '../detectors/detection.js';

/**
 * How a decoder is told of a box: by its own input; by its corners as points of the labels 2 and 3, as in
 * Segment Anything's own ONNX export; or, as the common exports know neither, by a point in its middle and
 * points around it that do not belong to the thing.
 */
export type BoxPrompt = 'boxes' | 'corner-points' | 'points';

const [OUTSIDE, INSIDE, TOP_LEFT, BOTTOM_RIGHT] = [0, 1, 2, 3];

type LabelledPoint = readonly [x: number, y: number, label: number];

/**
 * The decoder's inputs for several boxes of one picture, one mask each.
 * @param scale from pixels of the picture to those that the model sees
 * @param size of the picture
 */
export function boxInputs(
  boxes: readonly Corners[],
  kind: BoxPrompt,
  scale: { x: number; y: number },
  size: { width: number; height: number },
): Record<string, Tensor> {
  if (kind !== 'boxes') {
    const pointsOf = kind === 'points' ? pointsAround : cornerPoints;
    return pointInputs(
      boxes.map((box) => pointsOf(box, size)),
      scale,
    );
  }
  const corners = boxes.flatMap(([left, top, right, bottom]) => [
    left * scale.x,
    top * scale.y,
    right * scale.x,
    bottom * scale.y,
  ]);
  return { input_boxes: new Tensor('float32', Float32Array.from(corners), [1, boxes.length, 4]) };
}

/**
 * The decoder's inputs for things that are pointed at, one mask each.
 * @param prompts the points of each thing, as many for each
 */
export function givenPointInputs(
  prompts: readonly (readonly PointPrompt[])[],
  scale: { x: number; y: number },
): Record<string, Tensor> {
  const labelled = ({ x, y, inside }: PointPrompt): LabelledPoint => [x, y, inside ? INSIDE : OUTSIDE];
  return pointInputs(
    prompts.map((points) => points.map(labelled)),
    scale,
  );
}

function pointInputs(
  prompts: readonly (readonly LabelledPoint[])[],
  scale: { x: number; y: number },
): Record<string, Tensor> {
  const all = prompts.flat();
  const dims = [1, prompts.length, all.length / prompts.length];
  return {
    input_points: new Tensor(
      'float32',
      Float32Array.from(all.flatMap(([x, y]) => [x * scale.x, y * scale.y])),
      [...dims, 2],
    ),
    input_labels: new Tensor(
      'int64',
      BigInt64Array.from(all, ([, , label]) => BigInt(label)),
      dims,
    ),
  };
}

function cornerPoints([left, top, right, bottom]: Corners): LabelledPoint[] {
  return [
    [left, top, TOP_LEFT],
    [right, bottom, BOTTOM_RIGHT],
  ];
}

/** How far outside a box a point stands that does not belong to the thing, as a share of the box. */
const AROUND = 0.1;

function pointsAround(
  [left, top, right, bottom]: Corners,
  size: { width: number; height: number },
): LabelledPoint[] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [dx, dy] = [(right - left) * AROUND, (bottom - top) * AROUND];
  const within = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
  return [
    [x, y, INSIDE],
    [within(left - dx, size.width), y, OUTSIDE],
    [within(right + dx, size.width), y, OUTSIDE],
    [x, within(top - dy, size.height), OUTSIDE],
    [x, within(bottom + dy, size.height), OUTSIDE],
  ];
}
