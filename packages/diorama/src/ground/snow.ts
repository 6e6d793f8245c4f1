import { fillAll, type Ground, glow, hills, scatter, verticalGradient } from './ground.js';

export const snow: Ground = (random) => {
  const horizon = random.between(62, 72);
  const pines = Array.from({ length: 5 }, (_, i) =>
    pine(6 + i * 28 + random.between(-7, 7), horizon + 2, random.between(14, 24)),
  );
  const flake = (x: number, y: number) => `M${x} ${y}h.01`;
  const drift = (x: number, y: number, s: number) => `M${x} ${y}q${4 * s} -1.6 ${8 * s} 0`;
  return (
    `<defs>${verticalGradient('sky', [0, '#9fb9dc'], [0.6, '#e9eff8'])}${verticalGradient('field', [0, '#ffffff'], [0.4, '#eef4fc'], [1, '#c3d3ea'])}${glow('sun', '#fffaf0', 0.65)}</defs>` +
    fillAll('url(#sky)') +
    fillAll('url(#sun)') +
    `<path d="${hills(random, horizon, 16)}" fill="#c9d8ec"/>` +
    `<path d="${pines.join('')}" fill="#5f8590"/>` +
    `<path d="${hills(random, horizon + 3, 6)}" fill="url(#field)"/>` +
    `<path d="${scatter(random, 16, [horizon + 9, 127], drift)}" stroke="#a9bfdf" stroke-width="1" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 34, [2, horizon], flake)}" stroke="#ffffff" stroke-width="1.9" stroke-linecap="round" fill="none"/>`
  );
};

function pine(x: number, y: number, height: number): string {
  const [h, w] = [height, height * 0.28];
  return (
    `M${x} ${y - h}l${w * 0.7} ${h * 0.4}h${-w * 0.3}l${w * 0.6} ${h * 0.32}h${-w * 0.3}l${w * 0.5} ${h * 0.28}h${-w * 2.4}` +
    `l${w * 0.5} ${-h * 0.28}h${-w * 0.3}l${w * 0.6} ${-h * 0.32}h${-w * 0.3}Z`
  );
}
