import type { Estimate } from '../bootstrap.js';
import { escaped } from './escaped.js';

/** A method: what it costs, and how often it succeeds. */
export interface Dot {
  name: string;
  cost: number;
  success: Estimate;
  color: string;
}

const [WIDTH, HEIGHT] = [640, 360];
const MARGIN = { left: 66, right: 24, top: 18, bottom: 46 };
/** Lengths between labels, so that they do not cover each other. */
const LINE = 15;

/**
 * Success against cost as an SVG, with the 95 % interval of each: up and to the left is better. The axis of a
 * share is 0…100 %, else it reaches over all intervals; that of cost begins at 0.
 */
export function scatter(
  dots: readonly Dot[],
  names: { cost: string; success: string; isShare?: boolean | undefined },
): string {
  const most = 1.12 * Math.max(...dots.map(({ cost }) => cost));
  const [low, high] = names.isShare ? [0, 1] : rangeOf(dots.map(({ success }) => success));
  const said = (value: number) => (names.isShare ? `${Math.round(100 * value)} %` : short(value));
  const x = (cost: number) => MARGIN.left + (cost / most) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (share: number) =>
    HEIGHT - MARGIN.bottom - ((share - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const rows = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = low + share * (high - low);
    return `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value)}" y2="${y(value)}"/><text x="${MARGIN.left - 8}" y="${y(value) + 4}" text-anchor="end">${said(value)}</text>`;
  });
  const columns = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = (share * most) / 1.12;
    return `<text x="${x(value)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${short(value)}</text>`;
  });
  const labels = spread(dots.map(({ success }) => y(success.mean)));
  const drawn = dots.map(({ name, cost, success, color }, i) => {
    const isRight = x(cost) > WIDTH - 180;
    const [at, side] = isRight ? [x(cost) - 10, 'end'] : [x(cost) + 10, 'start'];
    return `<g><title>${escaped(name)}: ${said(success.mean)} (${said(success.low)}…${said(success.high)}) at ${short(cost)}</title><line stroke="${color}" stroke-width="1.6" opacity=".55" x1="${x(cost)}" x2="${x(cost)}" y1="${y(success.low)}" y2="${y(success.high)}"/><circle cx="${x(cost)}" cy="${y(success.mean)}" r="5.5" fill="${color}"/><text class="name" x="${at}" y="${labels[i]! + 4}" text-anchor="${side}">${escaped(name)}</text></g>`;
  });
  return `<svg class="scatter" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`${names.success} against ${names.cost}`)}">${rows.join('')}${columns.join('')}<text x="${WIDTH / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escaped(names.cost)}</text><text x="${-HEIGHT / 2 + 10}" y="12" transform="rotate(-90)" text-anchor="middle">${escaped(names.success)}</text>${drawn.join('')}</svg>`;
}

function rangeOf(estimates: readonly Estimate[]): [number, number] {
  const [low, high] = [
    Math.min(...estimates.map((one) => one.low)),
    Math.max(...estimates.map((one) => one.high)),
  ];
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

/** Heights moved down until none is nearer than a line to the one above it. */
function spread(heights: readonly number[]): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const moved = [...heights];
  for (const [i, at] of order.entries()) {
    const above = order[i - 1];
    if (above !== undefined) moved[at] = Math.max(moved[at]!, moved[above]! + LINE);
  }
  return moved;
}

const short = (value: number) => String(Number(value.toPrecision(3)));
