import { fillAll, type Ground, glow, hills, scatter, verticalGradient } from './ground.js';

export const desert: Ground = (random) => {
  const horizon = random.between(62, 72);
  const ripple = (x: number, y: number, s: number) => `M${x} ${y}q${4 * s} -2 ${8 * s} 0t${8 * s} 0`;
  const cactusX = random.between(96, 118);
  return (
    `<defs>${verticalGradient('sky', [0, '#f3a46b'], [0.55, '#fde3b0'])}${verticalGradient('dune', [0, '#e8a968'], [1, '#c9783f'])}${glow('sun', '#fff2b8', 0.9)}</defs>` +
    fillAll('url(#sky)') +
    fillAll('url(#sun)') +
    `<path d="${mesa(random.between(52, 84), horizon + 4, random.between(16, 24))}" fill="#c4714f"/>` +
    `<path d="${hills(random, horizon, 9)}" fill="#dc9158"/>` +
    `<path d="${cactus(cactusX, horizon + 8)}" stroke="#5d8a54" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round" fill="none"/>` +
    `<path d="${hills(random, horizon + 7, 8)}" fill="url(#dune)"/>` +
    `<path d="${scatter(random, 20, [horizon + 12, 127], ripple)}" stroke="#a85d30" stroke-opacity=".7" stroke-width=".9" stroke-linecap="round" fill="none"/>` +
    `<path d="${scatter(random, 16, [horizon + 12, 127], ripple)}" stroke="#f6c78c" stroke-width=".9" stroke-linecap="round" fill="none"/>`
  );
};

function mesa(x: number, y: number, h: number): string {
  return `M${x - 24} ${y}l6 ${-h * 0.5}h5l3 ${-h * 0.5}h20l3 ${h * 0.5}h5l7 ${h * 0.5}Z`;
}

function cactus(x: number, y: number): string {
  return `M${x} ${y}v-26M${x} ${y - 9}h-7v-8M${x} ${y - 13}h7v-7`;
}
