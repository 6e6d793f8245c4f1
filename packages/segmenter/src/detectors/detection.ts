import type { Picture } from '@dualedit/foundation';

/** Corners in pixels of the picture, which the box may exceed by a fraction. */
export type Corners = readonly [left: number, top: number, right: number, bottom: number];

/** A box that a detector takes for a phrase. */
export interface Detection {
  corners: Corners;
  /** 0…1 */
  score: number;
}

/** A model that finds what phrases name. */
export interface Detector {
  /** The side of what it sees, in pixels: pictures are scaled to it. */
  readonly side: number;
  /**
   * All of the model's boxes with their scores for each phrase, in one run for all phrases; nothing is
   * thresholded or suppressed yet.
   */
  detect(picture: Picture, phrases: readonly string[]): Promise<Detection[][]>;
  close(): Promise<void>;
}

/** A box as detectors give it, centre and size in shares of the picture, as corners in pixels. */
export function toCorners(
  [x, y, width, height]: readonly [number, number, number, number],
  size: { width: number; height: number },
): Corners {
  return [
    (x - width / 2) * size.width,
    (y - height / 2) * size.height,
    (x + width / 2) * size.width,
    (y + height / 2) * size.height,
  ];
}

const area = ([left, top, right, bottom]: Corners) => Math.max(0, right - left) * Math.max(0, bottom - top);

const common = (a: Corners, b: Corners): Corners => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
];

/** Intersection over union, 0…1. */
export function boxIou(a: Corners, b: Corners): number {
  const both = area(common(a, b));
  return both === 0 ? 0 : both / (area(a) + area(b) - both);
}

/** How much of `part` lies in `whole`, 0…1. */
export function shareInside(part: Corners, whole: Corners): number {
  return area(part) === 0 ? 0 : area(common(part, whole)) / area(part);
}

/** Non-maximum suppression: best first, each dropped that overlaps a better one by more than `iou`. */
export function suppress<D extends Detection>(detections: readonly D[], iou: number): D[] {
  const kept: D[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => boxIou(better.corners, detection.corners) <= iou)) kept.push(detection);
  }
  return kept;
}
