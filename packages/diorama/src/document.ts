import { type Definitions, paintSvg, silhouetteSvg } from './draw/brush.js';
import { COLOR_HEX, DRAWINGS } from './draw/drawings.js';
import { MATERIAL_COLOR } from './draw/material.js';
import { PLACES } from './ground/grounds.js';
import { random } from './random.js';
import type { Scene, SceneObject } from './scene.js';

/** Width of contours, in scene units. */
const OUTLINE = 1.35;

const round = (value: number) => Math.round(value * 1000) / 1000;

function frame({ x, y, size }: SceneObject, content: string): string {
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${round(size / 100)})">${content}</g>`;
}

const outlineOf = (object: SceneObject) => round((OUTLINE * 100) / object.size);

function mainColor({ noun, color, material }: SceneObject): string {
  if (color) return COLOR_HEX[color];
  return (material && MATERIAL_COLOR[material]) ?? DRAWINGS[noun].natural;
}

/** The SVG of the whole picture; `crisp` turns antialiasing off, so that masks can be compared with it. */
export function pictureSvg(scene: Scene, size: number, options: { crisp?: boolean } = {}): string {
  const definitions: Definitions = new Map();
  const place = PLACES[scene.background];
  const objects = scene.objects.map((object) =>
    frame(
      object,
      paintSvg(
        DRAWINGS[object.noun].draw,
        { main: mainColor(object), material: object.material, pose: object, outline: outlineOf(object) },
        definitions,
      ),
    ),
  );
  return wrap(
    size,
    place.ground(random(scene.seed, 'ground')) +
      `<defs>${shadowGradient(place.shadow)}${[...definitions.values()].join('')}</defs>` +
      scene.objects.map(shadowSvg).join('') +
      objects.join(''),
    options.crisp,
  );
}

/** Flat silhouettes without antialiasing on black: object k of `shown` has the grey level k + 1. */
export function instanceSvg(shown: readonly SceneObject[], size: number): string {
  const objects = shown.map((object, k) => {
    const level = (k + 1).toString(16).padStart(2, '0');
    return frame(
      object,
      silhouetteSvg(DRAWINGS[object.noun].draw, object, `#${level.repeat(3)}`, outlineOf(object)),
    );
  });
  return wrap(size, `<path d="M0 0h128v128H0Z" fill="#000000"/>${objects.join('')}`, true);
}

function wrap(size: number, content: string, crisp = false): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 128 128"${crisp ? ' shape-rendering="crispEdges"' : ''}>${content}</svg>`;
}

function shadowGradient(color: string): string {
  return (
    `<radialGradient id="shadow"><stop offset="0" stop-color="${color}" stop-opacity=".62"/>` +
    `<stop offset=".6" stop-color="${color}" stop-opacity=".36"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`
  );
}

/** The contact shadow: away from the light, under everything that stands on the ground. */
function shadowSvg(object: SceneObject): string {
  if (object.wornBy !== undefined) return '';
  const { cx, cy, rx, ry } = shadowOf(object);
  return `<ellipse cx="${round(cx)}" cy="${round(cy)}" rx="${round(rx)}" ry="${round(ry)}" fill="url(#shadow)"/>`;
}

/** Where an object's shadow falls, in scene units. */
export function shadowOf({ noun, x, y, size }: SceneObject): {
  cx: number;
  cy: number;
  rx: number;
  ry: number;
} {
  const foot = (DRAWINGS[noun].foot * size) / 100;
  return { cx: x + foot * 0.22, cy: y - 0.5, rx: foot * 1.25, ry: foot * 0.3 + 1.5 };
}
