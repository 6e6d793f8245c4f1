import type { Box } from '@dualedit/foundation';
import { boxIou, type Corners, type Detection, shareInside } from '../detectors/detection.js';
import type { Size } from '../masks/shapes.js';
import { viewAround } from './views.js';

/** A detection, and the part of the picture in which it was seen. */
export interface Seen extends Detection {
  view: Box;
}

/** A box that ends this near to its view's edge, as a share of the view, is cut there. */
const EDGE = 0.02;
/** A part that looks like another thing ends less exactly there. */
const ABOUT_THE_EDGE = 0.08;
/** A cut box of which this much lies in another box is of the same thing. */
const SAME = 0.6;
/** A whole box replaces a part only if it is about as sure. */
const AS_SURE = 0.9;
/** A box of which this much lies in a thing that its view cuts off is of that thing. */
const GLIMPSE = 0.3;
/** Two cut boxes that have this much in common are parts of one thing: neighbors share half of their views. */
const SHARED = 0.4;
/** A box that has this intersection over union with what its view shows of a thing is of that thing. */
const REST = 0.5;
/** How much wider than a thing its view is. */
const CONTEXT = 1.5;

/**
 * What was seen of one name in all views, each thing as a whole: what a view cuts off gives way to what another shows
 * whole; if none does, the parts are joined.
 */
export function mergeSeen(seen: readonly Seen[], picture: Size): Seen[] {
  const uncut = seen.filter((one) => !isCut(one, picture));
  const whole = uncut.filter((one) => !uncut.some((other) => isGlimpse(one, other)));
  const parts = seen.filter(
    (one) =>
      isCut(one, picture) &&
      !whole.some((other) => isPartOf(one, other) && other.score >= AS_SURE * one.score),
  );
  return [...whole, ...joined(parts, picture)];
}

/**
 * What was seen of all names without what a view shows of a thing that another view shows whole, under another name: half
 * a ball looks like a hat.
 */
export function withoutGlimpses(seen: readonly (readonly Seen[])[], picture: Size): Seen[][] {
  const whole = seen.map((mine) => mine.filter((one) => !isCut(one, picture)));
  return seen.map((mine, name) => {
    const others = whole.filter((_, other) => other !== name).flat();
    return mine.filter(
      (one) =>
        !isCut(one, picture, ABOUT_THE_EDGE) ||
        !others.some((other) => other.score > one.score && isRestOf(one, other)),
    );
  });
}

/** Whether a box is what its view shows of a thing that goes on beyond it. */
function isRestOf(one: Seen, { corners }: Seen): boolean {
  if (isWithin(corners, one.view)) return false;
  const { left, top, width, height } = one.view;
  const shown: Corners = [
    Math.max(left, corners[0]),
    Math.max(top, corners[1]),
    Math.min(left + width, corners[2]),
    Math.min(top + height, corners[3]),
  ];
  return shown[0] < shown[2] && shown[1] < shown[3] && boxIou(shown, one.corners) >= REST;
}

/** Whether a box reaches the edge of its view where the picture goes on, or nearly. */
function isCut(
  { corners: [left, top, right, bottom], view }: Seen,
  { width, height }: Size,
  edge = EDGE,
): boolean {
  const [dx, dy] = [edge * view.width, edge * view.height];
  return (
    (view.left > 0 && left < view.left + dx) ||
    (view.top > 0 && top < view.top + dy) ||
    (view.left + view.width < width && right > view.left + view.width - dx) ||
    (view.top + view.height < height && bottom > view.top + view.height - dy)
  );
}

/** Whether a box is what its view shows of a thing that another view shows whole, and more surely. */
function isGlimpse(one: Seen, other: Seen): boolean {
  if (other.score <= one.score || isWithin(other.corners, one.view)) return false;
  return shareInside(one.corners, other.corners) >= GLIMPSE;
}

function isWithin([left, top, right, bottom]: Corners, view: Box): boolean {
  const slack = EDGE * view.width;
  return (
    left >= view.left - slack &&
    top >= view.top - slack &&
    right <= view.left + view.width + slack &&
    bottom <= view.top + view.height + slack
  );
}

const isPartOf = (part: Seen, whole: Seen) => shareInside(part.corners, whole.corners) >= SAME;

/** How much of the smaller of two boxes lies in the other. */
const overlap = (a: Seen, b: Seen) =>
  Math.max(shareInside(a.corners, b.corners), shareInside(b.corners, a.corners));

/** Parts that overlap as one, best first. */
function joined(parts: readonly Seen[], picture: Size): Seen[] {
  const things: Seen[] = [];
  for (const part of parts.toSorted((a, b) => b.score - a.score)) {
    const at = things.findIndex((thing) => overlap(part, thing) >= SHARED);
    if (at < 0) things.push(part);
    else things[at] = join(things[at]!, part, picture);
  }
  return things;
}

function join(a: Seen, b: Seen, picture: Size): Seen {
  const corners: Corners = [
    Math.min(a.corners[0], b.corners[0]),
    Math.min(a.corners[1], b.corners[1]),
    Math.max(a.corners[2], b.corners[2]),
    Math.max(a.corners[3], b.corners[3]),
  ];
  const [left, top, right, bottom] = corners;
  const box = { left, top, width: right - left, height: bottom - top };
  const side = CONTEXT * Math.max(box.width, box.height, a.view.height / CONTEXT);
  return { corners, score: Math.max(a.score, b.score), view: viewAround(box, side, picture) };
}
