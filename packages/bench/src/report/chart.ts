/** A line of a chart: y by x. */
export interface Line {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

const [WIDTH, HEIGHT] = [360, 200];
const MARGIN = { left: 44, right: 8, top: 10, bottom: 30 };
const COLORS = ['#0a84ff', '#ff9f0a', '#34c759', '#bf5af2', '#ff2d55', '#8e8e93'];

/** Lines over a common x axis, as an SVG with a legend; y reaches to 0 unless told. Empty without points. */
export function lineChart(
  title: string,
  xName: string,
  lines: readonly Line[],
  { fromZero = true }: { fromZero?: boolean } = {},
): string {
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [firstX, lastX] = [Math.min(...xs), Math.max(...xs)];
  const zero = fromZero ? [0] : [];
  const [bottom, top] = [Math.min(...zero, ...ys), Math.max(...zero, ...ys)];
  const at = ([x, y]: readonly [number, number]) => {
    const across = (x - firstX) / Math.max(lastX - firstX, 1e-9);
    const up = (y - bottom) / Math.max(top - bottom, 1e-9);
    return [
      MARGIN.left + across * (WIDTH - MARGIN.left - MARGIN.right),
      HEIGHT - MARGIN.bottom - up * (HEIGHT - MARGIN.top - MARGIN.bottom),
    ] as const;
  };
  const drawn = lines.map(({ points }, i) => {
    const path = points
      .map((point) =>
        at(point)
          .map((value) => value.toFixed(1))
          .join(','),
      )
      .join(' ');
    return `<polyline fill="none" stroke="${color(i)}" stroke-width="1.8" points="${path}"/>`;
  });
  const ticks = [0, 0.5, 1].map((share) => {
    const value = bottom + share * (top - bottom);
    const [, y] = at([firstX, value]);
    return `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y}" y2="${y}" stroke="currentColor" opacity=".15"/><text x="${MARGIN.left - 4}" y="${y + 4}" text-anchor="end">${short(value)}</text>`;
  });
  const ends = `<text x="${MARGIN.left}" y="${HEIGHT - 14}">${short(firstX)}</text><text x="${WIDTH - MARGIN.right}" y="${HEIGHT - 14}" text-anchor="end">${short(lastX)}</text><text x="${WIDTH / 2}" y="${HEIGHT - 4}" text-anchor="middle">${xName}</text>`;
  const legend = lines.map(({ name }, i) => `<span style="color:${color(i)}">▬ ${name}</span>`).join(' ');
  return `<figure class="chart"><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${ticks.join('')}${ends}${drawn.join('')}</svg><div class="legend">${legend}</div></figure>`;
}

const color = (i: number) => COLORS[i % COLORS.length]!;
const short = (value: number) => String(Number(value.toPrecision(3)));
