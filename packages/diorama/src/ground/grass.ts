import { fillAll, type Ground, glow, hills, scatter, verticalGradient } from './ground.js';

export const grass: Ground = (random) => {
  const horizon = random.between(64, 74);
  const tuft = (x: number, y: number, s: number) =>
    `M${x} ${y}l${-s} ${-2.6 * s}M${x} ${y}v${-3.2 * s}M${x} ${y}l${s} ${-2.4 * s}`;
  const flower = (x: number, y: number, s: number) => `M${x} ${y}h.01M${x + s} ${y}h.01`;
  return (
    `<defs>${verticalGradient('sky', [0, '#8ccbf2'], [0.6, '#dff3fb'])}${verticalGradient('field', [0, '#a5d468'], [0.5, '#86c052'], [1, '#62a043'])}${glow('sun', '#fff3c2', 0.85)}</defs>` +
    fillAll('url(#sky)') +
    fillAll('url(#sun)') +
    `<path d="${cloud(random.between(60, 108), random.between(14, 34))}" fill="#ffffff" fill-opacity=".85"/>` +
    `<path d="${hills(random, horizon, 14)}" fill="#7fb69a"/>` +
    `<path d="${hills(random, horizon + 3, 7)}" fill="url(#field)"/>` +
    `<path d="${scatter(random, 26, [horizon + 8, 127], tuft)}" stroke="#4d8a3a" stroke-width=".9" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 20, [horizon + 8, 127], tuft)}" stroke="#b6dd7c" stroke-width=".8" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 6, [horizon + 10, 125], flower)}" stroke="#fff6d8" stroke-width="1.8" stroke-linecap="round" fill="none"/>`
  );
};

export function cloud(x: number, y: number): string {
  return `M${x - 15} ${y}a5 5 0 0 1 3 -9a8 8 0 0 1 14 -3a6 6 0 0 1 10 5a4 4 0 0 1 1 7Z`;
}
