/** What a turn of a wheel, or two fingers on a touchpad, ask for. */
export type WheelMeaning =
  | { kind: 'zoom'; factor: number }
  | { kind: 'pan'; dx: number; dy: number }
  | { kind: 'size'; factor: number };

type WheelFacts = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Pixels per line, as browsers count lines. */
const LINE = 16;
/** Wheels of mice turn by notches of at least this; touchpads move by less, and sideways too. */
const NOTCH = 50;

/**
 * A wheel of a mouse zooms; two fingers that slide on a touchpad pan, and zoom if they pinch, which browsers report as a
 * wheel with Ctrl. Alt changes the size of the brush.
 */
export function meaningOf(event: WheelFacts): WheelMeaning {
  const lines = event.deltaMode === 0 ? 1 : LINE;
  const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
  // browsers turn Alt + wheel sideways on some systems
  if (event.altKey) return { kind: 'size', factor: 1.1 ** -Math.sign(dy || dx) };
  if (event.ctrlKey || event.metaKey)
    return { kind: 'zoom', factor: Math.exp(-dy / (isNotch(event) ? 500 : 100)) };
  if (isNotch(event)) return { kind: 'zoom', factor: Math.exp(-dy / 500) };
  return { kind: 'pan', dx: -dx, dy: -dy };
}

const isNotch = ({ deltaX, deltaY, deltaMode }: WheelFacts): boolean =>
  deltaMode !== 0 || (deltaX === 0 && Math.abs(deltaY) >= NOTCH && Number.isInteger(deltaY));
