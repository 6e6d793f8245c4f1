import { type Brush, type Draw, INK } from './brush.js';
import { darken, mix } from './color.js';
import { body, both, circle, ellipse, line, mark, path, type Shape, transformed } from './shape.js';

/** Where an animal wears things, in the frame that all animals share. */
export const ANCHORS = {
  hat: { x: 0, y: -76, size: 61 },
  scarf: { x: 0, y: -38, size: 56 },
  glasses: { x: 0, y: -65, size: 50 },
} as const;

/** How far the middle of the face moves when an animal looks to a side. */
export const TURN = 7.5;

/** What makes a kind of animal; everything else is the shared skeleton. Coordinates are the skeleton's. */
export interface Species {
  /** Behind everything: the tail, drawn on the right. */
  behind?: (brush: Brush) => Shape[];
  ears: (brush: Brush) => Shape[];
  /** Fur colours of limbs and feet; the animal's own colour unless given. */
  limbs?: (main: string) => string;
  belly?: (main: string) => string;
  /** On the head, under eyes and muzzle: masks, stripes, blazes. */
  markings?: (brush: Brush) => Shape[];
  /** On the trunk. */
  coat?: (brush: Brush) => Shape[];
  muzzle: (brush: Brush) => Shape[];
  eyes?: (brush: Brush) => Shape[];
}

const TRUNK = 'M-17 -48C-26 -34 -31 -14 -24 -2Q0 2 24 -2C31 -14 26 -34 17 -48Q0 -54 -17 -48Z';
const HEAD = 'M0 -90C18 -90 32 -80 33 -64C34 -48 19 -38 0 -38C-19 -38 -34 -48 -33 -64C-32 -80 -18 -90 0 -90Z';

/** Half the width of the head. */
const HEAD_HALF = 33;

/** Cream towards the fur, for bellies and muzzles. */
export const cream = (main: string) => mix(main, '#fff4e2', 0.78);

/** A sitting animal: 100 units tall, about 66 wide. */
export function animal(species: Species): Draw {
  return (brush, { facing, tail }) => {
    const limb = species.limbs?.(brush.main) ?? brush.main;
    const behind = species.behind?.(brush) ?? [];
    const face = [
      ...(species.markings?.(brush) ?? []),
      ...(species.eyes?.(brush) ?? roundEyes()),
      ...species.muzzle(brush),
    ];
    return [
      ...(tail === 'left' ? transformed('scale(-1 1)', behind) : behind),
      ...haunches(brush, limb),
      body(TRUNK, brush.soft(brush.main)),
      ...(species.coat?.(brush) ?? []),
      mark(ellipse(0, -24, 12, 16), brush.flat(species.belly?.(brush.main) ?? cream(brush.main))),
      ...forelegs(brush, limb),
      ...species.ears(brush),
      body(HEAD, brush.soft(brush.main)),
      ...(facing ? transformed(turn(facing), face) : face),
    ];
  };
}

/** Narrows the face and moves it until its far edge is where it was, so that it stays inside the head. */
function turn(facing: 'left' | 'right'): string {
  const shift = facing === 'left' ? -TURN : TURN;
  return `matrix(${1 - TURN / HEAD_HALF} 0 0 1 ${shift} 0)`;
}

function haunches(brush: Brush, hex: string): Shape[] {
  return both((side) => body(ellipse(side * 22, -8, 11, 9), brush.soft(darken(hex, 0.08))));
}

function forelegs(brush: Brush, hex: string): Shape[] {
  return both((side) => [
    body(
      path`M${side * 3} -30C${side * 2} -18 ${side * 2} -8 ${side * 2} -3Q${side * 9} 3 ${side * 17} -2C${side * 18} -12 ${side * 17} -24 ${side * 14} -30Z`,
      brush.soft(hex),
    ),
    line(path`M${side * 7} -1v-4M${side * 12} -1v-4`, darken(hex, 0.55), 1.2),
  ]).flat();
}

/** Big dark eyes with the light in them. */
export function roundEyes(iris?: string): Shape[] {
  return both((side) => [
    ...(iris ? [mark(circle(side * 13, -65, 6.6), INK), mark(circle(side * 13, -65, 5.5), iris)] : []),
    mark(iris ? ellipse(side * 13, -65, 3, 5.2) : ellipse(side * 13, -65, 5, 5.8), INK),
    mark(circle(side * 13 - 1.7, -67.3, 1.8), '#ffffff'),
  ]).flat();
}

/** Nose and mouth. `y` is the middle of the nose. */
export function nose(y: number, rx: number, ry: number, color: string = INK): Shape[] {
  return [
    line(
      path`M0 ${y}v${ry + 3.5}M-6.5 ${y + ry + 3}Q-3 ${y + ry + 7} 0 ${y + ry + 3.5}Q3 ${y + ry + 7} 6.5 ${y + ry + 3}`,
      INK,
      1.5,
    ),
    mark(
      path`M${-rx} ${y - ry * 0.5}Q0 ${y - ry * 1.5} ${rx} ${y - ry * 0.5}Q${rx * 0.7} ${y + ry} 0 ${y + ry}Q${-rx * 0.7} ${y + ry} ${-rx} ${y - ry * 0.5}Z`,
      color,
    ),
    mark(ellipse(-rx * 0.3, y - ry * 0.45, rx * 0.28, ry * 0.2), '#ffffff'),
  ];
}

/** Round ears with an inner part, as of bears and big cats. */
export function roundEars(brush: Brush, hex: string, inner: string, r = 11): Shape[] {
  return both((side) => [
    body(circle(side * 24, -85, r), brush.soft(hex)),
    mark(circle(side * 23.5, -84, r * 0.58), inner),
  ]).flat();
}
