import { frame, view } from '../state/look.js';
import { toFrame } from '../view/view.js';
import { draft } from './strokes.js';

/** The line of a lasso or a box while it is drawn. */
export function Draft() {
  const [now, line] = [view.value, draft.value];
  if (!now || !line) return null;
  const points = line.isBox ? corners(line.points) : line.points;
  const path = points.map((point) => toFrame(now, point)).map(({ x, y }) => `${x},${y}`);
  return (
    <svg class="draft" width={frame.value.width} height={frame.value.height} aria-hidden="true">
      <polygon points={path.join(' ')} />
      <polygon class="dashes" points={path.join(' ')} />
    </svg>
  );
}

function corners(points: readonly { x: number; y: number }[]) {
  const [a, b] = [points[0]!, points.at(-1)!];
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
}
