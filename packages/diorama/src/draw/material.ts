import type { Material } from '../vocabulary.js';
import { darken, lighten } from './color.js';

/** The colours of the materials that have one of their own. */
export const MATERIAL_COLOR: Partial<Record<Material, string>> = { wooden: '#b57c45', golden: '#eab11c' };

interface Texture {
  name: string;
  svg: string;
}

/** What a material lays over an object's colour, in the object's own frame. */
export function texture(material: Material, main: string): Texture {
  const pale = Number.parseInt(main.slice(3, 5), 16) > 0xd8;
  const over = pale ? '#8d86b8' : '#fffaf0';
  const name = `${material}-${main.slice(1)}`;
  switch (material) {
    case 'striped':
      return pattern(
        name,
        17,
        17,
        'rotate(-24)',
        `<path d="M0 0h17v7.5h-17Z" fill="${over}" fill-opacity=".9"/>`,
      );
    case 'dotted':
      return pattern(
        name,
        18,
        18,
        'rotate(20)',
        `<g fill="${over}" fill-opacity=".92"><circle cx="4.5" cy="4.5" r="3.9"/><circle cx="13.5" cy="13.5" r="3.9"/></g>`,
      );
    case 'wooden': {
      const grain = `stroke="${darken(main, 0.42)}" stroke-width="1.5" fill="none"`;
      return pattern(
        name,
        44,
        26,
        'rotate(-3)',
        `<path d="M0 3.5h44M0 10q9-3 22 0t22 0M0 22.5q11 3 22 0t22 0" ${grain} stroke-opacity=".7"/>` +
          `<ellipse cx="27" cy="16" rx="5" ry="2.4" ${grain} stroke-opacity=".8"/>` +
          `<path d="M0 6.8h44M0 18h18" stroke="${lighten(main, 0.5)}" stroke-width="1" stroke-opacity=".55"/>`,
      );
    }
    case 'golden':
      return { name, svg: reflections(name) };
  }
}

/** The bright and dark bands of polished metal, across each shape from the light down. */
function reflections(name: string): string {
  const bands: [offset: number, color: string, opacity: number][] = [
    [0.06, '#fffbe0', 0.1],
    [0.2, '#fffbe0', 0.85],
    [0.3, '#fff0a8', 0.15],
    [0.5, '#7a4a06', 0.4],
    [0.62, '#fff0a8', 0.2],
    [0.72, '#fffbe0', 0.6],
    [0.84, '#7a4a06', 0.12],
    [1, '#5a2f06', 0.45],
  ];
  const stops = bands.map(
    ([offset, color, opacity]) =>
      `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`,
  );
  return `<linearGradient id="${name}" x1=".1" y1="0" x2=".9" y2="1">${stops.join('')}</linearGradient>`;
}

function pattern(name: string, width: number, height: number, turn: string, content: string): Texture {
  return {
    name,
    svg: `<pattern id="${name}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="${turn}">${content}</pattern>`,
  };
}
