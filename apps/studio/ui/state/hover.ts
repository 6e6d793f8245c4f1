import { signal } from '@preact/signals';
import type { Box, SegmentAnswer } from '../../src/contract.js';
import { blobOfBase64, readMask } from '../api/masks.js';
import { post, RequestError } from '../api/request.js';
import { boundsOf, INSIDE } from '../mask/raster.js';
import { type Point, wholeOf } from '../mask/rect.js';
import { withThing } from '../words/side.js';
import { withPicture } from './find.js';
import { setMask } from './paint.js';
import { picture } from './picture.js';
import type { DrawnMask } from './seen.js';
import { isOnline, model } from './server.js';
import type { Slot } from './slot.js';
import { addPlace, putMask, selectedId, slots } from './slots.js';
import { speech } from './speech.js';
import { askWhatBecomesOfIt, command } from './words.js';

/** The thing under the pointer, before it is clicked. */
export interface Hovered {
  answer: SegmentAnswer;
  drawn: DrawnMask;
}

export interface PickPoint extends Point {
  positive: boolean;
}

export const hovered = signal<Hovered | undefined>();
/** Points that were clicked, by the slot that they outline: more of them correct it. */
const pointsOf = new WeakMap<Slot, PickPoint[]>();

/** The pointer rests for so long before it is asked what is under it. */
const REST = 70;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | undefined;

/** The slot whose mask is under a place, the smallest first; undefined if there is none. */
export function slotAt({ x, y }: Point): Slot | undefined {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const isInside = ({ raster: { width, height, data } }: Slot) =>
    column >= 0 && row >= 0 && column < width && row < height && data[row * width + column]! >= INSIDE;
  const area = ({ bounds }: Slot) => (bounds.right - bounds.left) * (bounds.bottom - bounds.top);
  return slots
    .peek()
    .filter(isInside)
    .sort((a, b) => area(a) - area(b))[0];
}

/** Lights up the thing under the pointer, once it rests. */
export function hoverAt(place: Point | undefined): void {
  clearTimeout(timer);
  const under = hovered.peek();
  if (under && place && isIn(under.drawn, place)) return;
  asking?.abort();
  hovered.value = undefined;
  if (!place || !isInPicture(place) || !model.peek()?.canPoint || !isOnline.peek() || slotAt(place)) return;
  timer = setTimeout(() => {
    asking = new AbortController();
    void segment([{ ...place, positive: true }], undefined, asking.signal).then((found) => {
      if (found) hovered.value = found;
    });
  }, REST);
}

/** Makes a chip of the thing at a place, and asks what becomes of it. Returns whether there is a thing. */
export async function pickAt(place: Point): Promise<boolean> {
  if (!isInPicture(place) || !model.peek()?.canPoint) return false;
  const under = hovered.peek();
  const points = [{ ...place, positive: true }];
  const found = under && isIn(under.drawn, place) ? under : await segment(points);
  if (found) addThing(found, points);
  return found !== undefined;
}

/** Makes a chip of the thing in a box. */
export async function pickIn(box: Box): Promise<void> {
  const found = await segment([], box);
  if (found) addThing(found, []);
}

/** Corrects the outline of the selected thing by one more point, on it or beside it. */
export async function correct(slot: Slot, point: PickPoint): Promise<void> {
  const points = [...(pointsOf.get(slot) ?? [{ ...centerOf(slot), positive: true }]), point];
  pointsOf.set(slot, points);
  const found = await segment(points);
  if (found) setMask(slot, found.drawn.raster);
}

function addThing({ answer, drawn }: Hovered, points: PickPoint[]): void {
  const open = picture.peek()!;
  const slot = addPlace(open, answer.label);
  pointsOf.set(slot, points);
  putMask(slot, drawn.raster, 'painted');
  if (answer.score !== undefined) slot.score = answer.score;
  selectedId.value = slot.id;
  hovered.value = undefined;
  if (answer.label !== undefined) command.value = withThing(command.peek(), speech.peek().say(answer.label));
  askWhatBecomesOfIt();
}

async function segment(points: PickPoint[], box?: Box, signal?: AbortSignal): Promise<Hovered | undefined> {
  const { id } = picture.peek()!;
  const body = { ...(points.length > 0 && { points }), ...(box && { box }) };
  try {
    const answer = await withPicture(() =>
      post<SegmentAnswer>(`/v1/pictures/${id}/segment`, body, signal ? { signal } : {}),
    );
    const raster = await readMask(blobOfBase64(answer.mask));
    if (signal?.aborted || picture.peek()?.id !== id) return undefined;
    return { answer, drawn: { raster, bounds: boundsOf(raster, wholeOf(raster)) } };
  } catch (error) {
    if (signal?.aborted || error instanceof RequestError) return undefined;
    throw error;
  }
}

const isIn = ({ raster: { width, data } }: DrawnMask, { x, y }: Point) =>
  data[Math.floor(y) * width + Math.floor(x)]! >= INSIDE;

function isInPicture({ x, y }: Point): boolean {
  const { width, height } = picture.peek() ?? { width: 0, height: 0 };
  return x >= 0 && y >= 0 && x < width && y < height;
}

const centerOf = ({ bounds: { left, top, right, bottom } }: Slot): Point => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
});
