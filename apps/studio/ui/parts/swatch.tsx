import { maskColor } from '../state/colors.js';

/** Lines of each pattern, on a square of 8 × 8; the same directions as over the picture. */
const LINES = ['M-1 9 9-1', 'M-1-1 9 9', 'M-1 4h10', 'M4-1v10', 'M-1 9 9-1M-1-1 9 9', 'M-1 4h10M4-1v10'];

/** The color and the pattern of a mask. */
export function Swatch({ color }: { color: number }) {
  const [red, green, blue] = maskColor(color);
  return (
    <svg class="swatch" viewBox="0 0 8 8" aria-hidden="true">
      <rect width="8" height="8" fill={`rgb(${red},${green},${blue})`} />
      <path d={LINES[color % LINES.length]!} />
    </svg>
  );
}
