import { fillAll, type Ground, glow, hills, scatter, verticalGradient } from './ground.js';

export const night: Ground = (random) => {
  const horizon = random.between(66, 76);
  const moonX = random.between(14, 26);
  const star = (x: number, y: number) => `M${x} ${y}h.01`;
  const tuft = (x: number, y: number, s: number) =>
    `M${x} ${y}l${-s} ${-2.4 * s}M${x} ${y}v${-3 * s}M${x} ${y}l${s} ${-2.2 * s}`;
  return (
    `<defs>${verticalGradient('sky', [0, '#16204e'], [0.6, '#43548f'])}${verticalGradient('field', [0, '#3f6f71'], [1, '#1f4250'])}${glow('moon', '#cfdcff', 0.6)}</defs>` +
    fillAll('url(#sky)') +
    fillAll('url(#moon)') +
    `<path d="${scatter(random, 34, [2, horizon - 12], star)}" stroke="#fdf7dc" stroke-width="1.2" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 8, [2, horizon - 20], star)}" stroke="#ffffff" stroke-width="2" stroke-linecap="round" fill="none"/>` +
    `<circle cx="${moonX}" cy="17" r="8.5" fill="#fdf3cf"/><circle cx="${moonX - 2.5}" cy="15" r="1.6" fill="#e6d9ae"/><circle cx="${moonX + 3}" cy="19" r="2" fill="#e6d9ae"/>` +
    `<path d="${hills(random, horizon, 16)}" fill="#2c3f6c"/>` +
    `<path d="${hills(random, horizon + 3, 6)}" fill="url(#field)"/>` +
    `<path d="${scatter(random, 24, [horizon + 8, 127], tuft)}" stroke="#17343f" stroke-width=".9" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 16, [horizon + 8, 127], tuft)}" stroke="#6d9c97" stroke-width=".8" stroke-linecap="round" fill="none"/>`
  );
};
