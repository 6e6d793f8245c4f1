import type { Material } from '../vocabulary.js';
import { darken, lighten } from './color.js';

/** The colours of the materials that have one of their own. */
export const MATERIAL_COLOR: Partial<Record<Material, string>> = { wooden: '#b57c45', golden: '#eab11c' };

interface Texture {
  name: string;
  svg: string;
}

/** What a material lays over an object's colour, in the object's own frame; gold is gloss alone. */
export function texture(material: Material, main: string): Texture | undefined {
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
      return undefined;
  }
}

function pattern(name: string, width: number, height: number, turn: string, content: string): Texture {
  return {
    name,
    svg: `<pattern id="${name}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="${turn}">${content}</pattern>`,
  };
}
