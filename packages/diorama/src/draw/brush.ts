import type { Pose } from '../scene.js';
import type { Material } from '../vocabulary.js';
import { darken, lighten } from './color.js';
import { texture } from './material.js';
import type { Shape } from './shape.js';

/** The ink of outlines, eyes, noses and mouths. */
export const INK = '#2f2030';

/** What a drawing function asks for its paint. */
export interface Brush {
  /** The object's own colour as #rrggbb. */
  readonly main: string;
  /** A paint of that colour, lit from the top left over the box of the shape that it fills. */
  soft(hex: string): string;
  /** As `soft` with less contrast, for flat areas. */
  flat(hex: string): string;
}

export type Draw = (brush: Brush, pose: Pose) => Shape[];

/** The gradients and patterns of one SVG document, by name. A name says what is in it, so objects share them. */
export type Definitions = Map<string, string>;

function makeBrush(main: string, definitions: Definitions): Brush {
  const gradient = (hex: string, light: number, shade: number) => {
    const name = `l${Math.round(light * 100)}-${hex.slice(1)}`;
    definitions.set(
      name,
      `<radialGradient id="${name}" cx=".34" cy=".24" r=".86"><stop offset="0" stop-color="${lighten(hex, light)}"/>` +
        `<stop offset=".45" stop-color="${hex}"/><stop offset="1" stop-color="${darken(hex, shade)}"/></radialGradient>`,
    );
    return `url(#${name})`;
  };
  return {
    main,
    soft: (hex) => gradient(hex, 0.34, 0.36),
    flat: (hex) => gradient(hex, 0.15, 0.18),
  };
}

export interface Paint {
  main: string;
  material?: Material | undefined;
  pose: Pose;
  /** Width of the contour, in the drawing's own units. */
  outline: number;
}

/** The SVG of a drawing in its own frame; adds what it refers to to `definitions`. */
export function paintSvg(draw: Draw, paint: Paint, definitions: Definitions): string {
  const overlay = paint.material && texture(paint.material, paint.main);
  if (overlay) definitions.set(overlay.name, overlay.svg);
  const contour = `stroke="${INK}" stroke-width="${paint.outline}" stroke-linejoin="round"`;
  return draw(makeBrush(paint.main, definitions), paint.pose)
    .map(({ path, fill, outline, patterned, line, transform }) => {
      const d = `d="${path}"${moved(transform)}`;
      if (line !== undefined)
        return `<path ${d} fill="none" stroke="${fill}" stroke-width="${line}" stroke-linecap="round" stroke-linejoin="round"/>`;
      if (!outline) return `<path ${d} fill="${fill}"/>`;
      if (!(overlay && patterned)) return `<path ${d} fill="${fill}" ${contour}/>`;
      return `<path ${d} fill="${fill}"/><path ${d} fill="url(#${overlay.name})" ${contour}/>`;
    })
    .join('');
}

const moved = (transform: string | undefined) => (transform ? ` transform="${transform}"` : '');

/** The same drawing's silhouette, contour included, in one flat colour. */
export function silhouetteSvg(draw: Draw, pose: Pose, color: string, outline: number): string {
  const paths = draw(makeBrush('#808080', new Map()), pose)
    .filter((shape) => shape.outline)
    .map(({ path, transform }) => `<path d="${path}"${moved(transform)}/>`);
  return `<g fill="${color}" stroke="${color}" stroke-width="${outline}" stroke-linejoin="round">${paths.join('')}</g>`;
}
