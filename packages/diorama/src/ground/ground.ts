import type { Random } from '../random.js';

/** The SVG of a background over the whole 128 × 128 scene; `id` references go to its own definitions. */
export type Ground = (random: Random) => string;

const round = (value: number) => Math.round(value * 10) / 10;

export function verticalGradient(id: string, ...stops: [offset: number, color: string][]): string {
  const marks = stops.map(([offset, color]) => `<stop offset="${offset}" stop-color="${color}"/>`).join('');
  return `<linearGradient id="${id}" x2="0" y2="1">${marks}</linearGradient>`;
}

/** The warm glow of the one light, top left. */
export function glow(id: string, color: string, opacity: number): string {
  return (
    `<radialGradient id="${id}" cx=".12" cy=".05" r="1.05"><stop offset="0" stop-color="${color}" stop-opacity="${opacity}"/>` +
    `<stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`
  );
}

export const fillAll = (paint: string) => `<path d="M0 0h128v128H0Z" fill="${paint}"/>`;

/** Scatters `count` small marks over a band, larger and sparser towards the front; returns path data. */
export function scatter(
  random: Random,
  count: number,
  [top, bottom]: [number, number],
  draw: (x: number, y: number, scale: number) => string,
): string {
  return Array.from({ length: count }, () => {
    const depth = random.between(0, 1) ** 0.8;
    const y = top + depth * (bottom - top);
    return draw(round(random.between(0, 128)), round(y), round(0.5 + depth * 0.9));
  }).join('');
}

/** A rolling line from edge to edge, closed at the bottom. */
export function hills(random: Random, y: number, height: number): string {
  const crest = Array.from({ length: 3 }, (_, i) => {
    const peak = round(y - random.between(0.2, 1) * height);
    return `Q${21 + i * 43} ${peak} ${43 + i * 43} ${round(y + random.between(-0.15, 0.15) * height)}`;
  });
  return `M0 ${y}${crest.join('')}L129 128L0 128Z`;
}
