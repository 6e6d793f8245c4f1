import { cloud } from './grass.js';
import { fillAll, type Ground, glow, scatter, verticalGradient } from './ground.js';

export const beach: Ground = (random) => {
  const horizon = random.between(44, 54);
  const shore = horizon + random.between(22, 28);
  const bend = random.between(-5, 5);
  const edge = (y: number) => `M0 ${y}C30 ${y + bend} 50 ${y - 4} 74 ${y + 1}S110 ${y - bend} 128 ${y - 1}`;
  const grain = (x: number, y: number) => `M${x} ${y}h.01`;
  const ripple = (x: number, y: number, s: number) => `M${x} ${y}q${2.5 * s} -1.4 ${5 * s} 0`;
  return (
    `<defs>${verticalGradient('sky', [0, '#7fd0ee'], [0.45, '#d9f3f6'])}${verticalGradient('sea', [0, '#2f9fc4'], [1, '#7fdcd8'])}${verticalGradient('sand', [0, '#f6e0a8'], [1, '#e3bd78'])}${glow('sun', '#fff3c2', 0.85)}</defs>` +
    fillAll('url(#sky)') +
    fillAll('url(#sun)') +
    `<path d="${cloud(random.between(60, 108), random.between(14, 30))}" fill="#ffffff" fill-opacity=".85"/>` +
    `<path d="M0 ${horizon}H128V${shore + 8}H0Z" fill="url(#sea)"/>` +
    `<path d="${scatter(random, 14, [horizon + 3, shore - 3], ripple)}" stroke="#e8fbfa" stroke-opacity=".75" stroke-width=".9" stroke-linecap="round" fill="none"/>` +
    `<path d="${edge(shore - 2)}L128 128H0Z" fill="#fbfdf6"/>` +
    `<path d="${edge(shore + 1.5)}L128 128H0Z" fill="#d8b274"/>` +
    `<path d="${edge(shore + 6)}L128 128H0Z" fill="url(#sand)"/>` +
    `<path d="${scatter(random, 60, [shore + 9, 127], grain)}" stroke="#c69c5c" stroke-width=".9" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 14, [shore + 10, 127], ripple)}" stroke="#fff1c9" stroke-width="1" stroke-linecap="round" fill="none"/>`
  );
};
