import type { TargetedKeyboardEvent } from 'preact';
import type { Point } from '../mask/rect.js';
import { hoverAt, pickAt, slotAt } from '../state/hover.js';
import { frame, view } from '../state/look.js';
import { brushSize, tool } from '../state/paint.js';
import { picture } from '../state/picture.js';
import { hoveredId, selectedId } from '../state/slots.js';
import { toPicture } from '../view/view.js';
import { keyPointer } from './pointer.js';
import { beginTool, type Stroke } from './strokes.js';

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** CSS pixels per press: with Alt, as is, with Shift. */
const STEPS = { fine: 1, plain: 8, far: 40 };

/** The stroke that the keyboard has begun and not ended. */
let stroke: Stroke | undefined;

/** Paints and picks by keys: arrows move a pointer, Enter puts the tool down and takes it up again. */
export function pressOnStage(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget || !picture.peek()) return;
  const move = MOVES[event.key];
  if (move) movePointer(move, event.altKey ? STEPS.fine : event.shiftKey ? STEPS.far : STEPS.plain);
  else if (event.key === 'Enter' && keyPointer.peek()) act();
  else if (event.key === 'Escape' && keyPointer.peek()) leave();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function movePointer([dx, dy]: readonly [number, number], step: number): void {
  const { width, height } = frame.peek();
  const { x, y } = keyPointer.peek() ?? { x: width / 2, y: height / 2 };
  const place = {
    x: Math.min(width, Math.max(0, x + dx * step)),
    y: Math.min(height, Math.max(0, y + dy * step)),
  };
  keyPointer.value = place;
  const at = toPicture(view.peek()!, place);
  stroke?.move([at]);
  if (tool.peek() === 'pick') hoverOver(at);
}

function hoverOver(at: Point): void {
  hoveredId.value = slotAt(at)?.id;
  hoverAt(at);
}

function act(): void {
  const at = toPicture(view.peek()!, keyPointer.peek()!);
  const kind = tool.peek();
  if (kind === 'pick') {
    const under = slotAt(at);
    if (under) selectedId.value = under.id;
    else void pickAt(at);
  } else if (stroke) {
    stroke.end();
    stroke = undefined;
  } else {
    const radius = brushSize.peek() / 2 / view.peek()!.scale;
    stroke = beginTool(kind, at, { radius, isErasing: false, isStraight: false });
  }
}

function leave(): void {
  stroke?.cancel();
  stroke = undefined;
  keyPointer.value = undefined;
  hoveredId.value = undefined;
  hoverAt(undefined);
}
