import type { Point } from '../mask/rect.js';
import { correct, hoverAt, pickAt, pickIn, slotAt } from '../state/hover.js';
import { comparison, frame, isFitted, sliderAt, view } from '../state/look.js';
import { brushSize, scaleBrush, tool } from '../state/paint.js';
import { closePanels, openChip } from '../state/panels.js';
import { picture } from '../state/picture.js';
import { result } from '../state/run.js';
import { hoveredId, selected, selectedId } from '../state/slots.js';
import { inSight, panBy, toPicture, type View, zoomAt } from '../view/view.js';
import { meaningOf } from '../view/wheel.js';
import { pointer } from './pointer.js';
import { beginTool, draft, type Stroke } from './strokes.js';

/** From this many CSS pixels on, a click is a drag. */
const DRAG = 5;

/** Whether the key that pans is held. */
export const held = { pan: false };

/** What the pointers on the picture do: paint, pick, pan, pinch, move the slider. Returns how to stop listening. */
export function listenToPointers(stage: HTMLElement): () => void {
  const stop = new AbortController();
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
    options: AddEventListenerOptions = {},
  ) => stage.addEventListener(name, listener, { ...options, signal: stop.signal });
  const gestures = new Gestures(stage);
  on('pointerdown', (event) => gestures.down(event));
  on('pointermove', (event) => gestures.move(event));
  on('pointerup', (event) => gestures.up(event));
  on('pointercancel', (event) => gestures.cancel(event));
  on('pointerleave', () => gestures.leave());
  on('wheel', (event) => gestures.wheel(event), { passive: false });
  on('contextmenu', (event) => event.preventDefault());
  return () => stop.abort();
}

/** What one pointer that is down does. */
interface Action {
  move(event: PointerEvent): void;
  end(): void;
  cancel(): void;
}

class Gestures {
  readonly #stage: HTMLElement;
  readonly #down = new Map<number, Point>();
  #action: Action | undefined;

  constructor(stage: HTMLElement) {
    this.#stage = stage;
  }

  down(event: PointerEvent): void {
    if (!picture.peek() || !view.peek() || isControl(event)) return;
    if (event.pointerType !== 'touch') this.#down.clear();
    this.#down.set(event.pointerId, this.#place(event));
    this.#stage.setPointerCapture(event.pointerId);
    this.#stage.focus({ preventScroll: true });
    closePanels();
    hoverAt(undefined);
    if (this.#down.size > 1) {
      this.#action?.cancel();
      this.#action = undefined;
    } else this.#action = this.#begin(event);
  }

  move(event: PointerEvent): void {
    const place = this.#place(event);
    pointer.value = event.pointerType === 'touch' ? undefined : place;
    const before = this.#down.get(event.pointerId);
    if (!before) {
      this.#hover(event, place);
      return;
    }
    if (this.#down.size > 1) this.#pinch(event.pointerId, before, place);
    else this.#action?.move(event);
    this.#down.set(event.pointerId, place);
  }

  up(event: PointerEvent): void {
    if (!this.#down.delete(event.pointerId)) return;
    this.#action?.end();
    this.#action = undefined;
  }

  cancel(event: PointerEvent): void {
    if (!this.#down.delete(event.pointerId)) return;
    this.#action?.cancel();
    this.#action = undefined;
  }

  leave(): void {
    pointer.value = undefined;
    hoveredId.value = undefined;
    hoverAt(undefined);
  }

  wheel(event: WheelEvent): void {
    if (isControl(event)) return;
    event.preventDefault();
    const meaning = meaningOf(event);
    if (meaning.kind === 'size') scaleBrush(meaning.factor);
    else if (meaning.kind === 'pan') look((now) => panBy(now, meaning.dx, meaning.dy));
    else zoom(this.#place(event), meaning.factor);
  }

  #begin(event: PointerEvent): Action | undefined {
    const place = this.#place(event);
    const at = toPicture(view.peek()!, place);
    if (event.button === 1 || held.pan) return panning(place, (next) => this.#place(next));
    if (tool.peek() === 'pick') {
      if (result.peek() && comparison.peek() !== 'masks') return sliding((next) => this.#place(next), place);
      return event.button === 0 ? picking(event, at, (next) => this.#at(next)) : undefined;
    }
    const stroke = beginTool(tool.peek() as Exclude<ReturnType<typeof tool.peek>, 'pick'>, at, {
      radius: brushSize.peek() / 2 / view.peek()!.scale,
      isErasing: event.button === 2 || (event.pointerType === 'pen' && event.buttons === 32),
      isStraight: event.shiftKey,
    });
    return stroke && painting(stroke, (next) => this.#at(next));
  }

  #hover(event: PointerEvent, place: Point): void {
    if (event.pointerType === 'touch' || isControl(event)) return;
    const now = view.peek();
    if (!now || !picture.peek()) return;
    if (result.peek() && comparison.peek() !== 'masks') return;
    const at = toPicture(now, place);
    hoveredId.value = tool.peek() === 'pick' ? slotAt(at)?.id : undefined;
    hoverAt(tool.peek() === 'pick' ? at : undefined);
  }

  /** Two fingers: what is under each stays under it. */
  #pinch(id: number, before: Point, place: Point): void {
    const other = [...this.#down].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const middle = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 };
    zoom(middle, distance(place, other) / Math.max(1, distance(before, other)));
    look((now) => panBy(now, (place.x - before.x) / 2, (place.y - before.y) / 2));
  }

  #place(event: MouseEvent): Point {
    const { left, top } = this.#stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #at(event: MouseEvent): Point {
    return toPicture(view.peek()!, this.#place(event));
  }
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** Whether an event is meant for something that lies on the picture. */
const isControl = ({ target }: Event) => (target as Element).closest('[data-control]') !== null;

/** Changes the view and keeps the picture in sight. */
export function look(change: (now: View) => View): void {
  const [now, open] = [view.peek(), picture.peek()];
  if (!now || !open) return;
  isFitted.value = false;
  view.value = inSight(change(now), open, frame.peek());
}

export function zoom(place: Point, factor: number): void {
  look((now) => zoomAt(now, place, factor, picture.peek()!, frame.peek()));
}

function panning(start: Point, placeOf: (event: MouseEvent) => Point): Action {
  let at = start;
  return {
    move: (event) => {
      const next = placeOf(event);
      look((now) => panBy(now, next.x - at.x, next.y - at.y));
      at = next;
    },
    end: () => {},
    cancel: () => {},
  };
}

/** With a result on the picture, the pointer moves the line between before and after. */
function sliding(placeOf: (event: MouseEvent) => Point, start: Point): Action {
  const to = ({ x }: Point) => {
    const [now, open] = [view.peek()!, picture.peek()!];
    sliderAt.value = Math.min(1, Math.max(0, (x - now.x) / (open.width * now.scale)));
  };
  to(start);
  return { move: (event) => to(placeOf(event)), end: () => {}, cancel: () => {} };
}

/** A click picks the thing, or selects the mask; with Shift or Alt it corrects the selected one; a drag is a box. */
function picking(event: PointerEvent, start: Point, atOf: (event: MouseEvent) => Point): Action {
  let at = start;
  const isDrag = () => distance(start, at) * view.peek()!.scale > DRAG;
  return {
    move: (next) => {
      at = atOf(next);
      draft.value = isDrag() ? { points: [start, at], isBox: true } : undefined;
    },
    end: () => {
      draft.value = undefined;
      if (isDrag()) void pickIn(boxBetween(start, at));
      else click(event, start);
    },
    cancel: () => {
      draft.value = undefined;
    },
  };
}

function click(event: PointerEvent, at: Point): void {
  const chosen = selected.peek();
  if ((event.shiftKey || event.altKey) && chosen) void correct(chosen, { ...at, positive: event.shiftKey });
  else {
    const under = slotAt(at);
    selectedId.value = under?.id;
    openChip.value = undefined;
    if (!under) void pickAt(at);
  }
}

function boxBetween(a: Point, b: Point) {
  const { width, height } = picture.peek()!;
  const clamp = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
  const [left, right] = [clamp(Math.min(a.x, b.x), width), clamp(Math.max(a.x, b.x), width)];
  const [top, bottom] = [clamp(Math.min(a.y, b.y), height), clamp(Math.max(a.y, b.y), height)];
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

function painting(stroke: Stroke, atOf: (event: MouseEvent) => Point): Action {
  return {
    move: (event) => {
      const all = event.getCoalescedEvents();
      stroke.move((all.length > 0 ? all : [event]).map(atOf));
    },
    end: () => stroke.end(),
    cancel: () => stroke.cancel(),
  };
}
