import { boxMean } from './window.js';

/** Three planes of one size. */
export type ColorPlanes = [Float32Array, Float32Array, Float32Array];

/** At each cell a linear function of a colour (0…1): red · r + green · g + blue · b + rest. */
export interface LinearModel {
  red: Float32Array;
  green: Float32Array;
  blue: Float32Array;
  rest: Float32Array;
}

export interface GuidedOptions {
  width: number;
  height: number;
  radius: number;
}

/** Variance of a colour (0…1) that counts as an edge. */
const EDGE = 2e-4;

/**
 * Guided filter with a colour guide (He, Sun and Tang 2010, Eq. 19–21), up to its last step: around each
 * cell, each plane of the input as a linear function of the guide's colour. Three things of three colours
 * that meet in a window are told apart, which one of brightness alone cannot.
 */
export function colorGuidedModel(
  guide: ColorPlanes,
  input: ColorPlanes,
  { width, height, radius }: GuidedOptions,
): LinearModel[] {
  const mean = (plane: Float32Array) => boxMean(plane, width, height, radius);
  const meanOf = (a: Float32Array, b: Float32Array) => mean(a.map((value, i) => value * b[i]!));
  const [r, g, b] = guide.map(mean) as ColorPlanes;
  const [R, G, B] = guide;
  const covariance = [meanOf(R, R), meanOf(R, G), meanOf(R, B), meanOf(G, G), meanOf(G, B), meanOf(B, B)];
  return input.map((plane) => {
    const m = mean(plane);
    const withPlane = [meanOf(R, plane), meanOf(G, plane), meanOf(B, plane)];
    const [red, green, blue, rest] = Array.from({ length: 4 }, () => new Float32Array(m.length)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let i = 0; i < m.length; i++) {
      const [x, y, z] = [r[i]!, g[i]!, b[i]!];
      const [rr, rg, rb, gg, gb, bb] = covariance.map((c) => c[i]!) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const slope = solve(
        [rr - x * x + EDGE, rg - x * y, rb - x * z, gg - y * y + EDGE, gb - y * z, bb - z * z + EDGE],
        [withPlane[0]![i]! - x * m[i]!, withPlane[1]![i]! - y * m[i]!, withPlane[2]![i]! - z * m[i]!],
      );
      [red[i], green[i], blue[i]] = slope;
      rest[i] = m[i]! - slope[0] * x - slope[1] * y - slope[2] * z;
    }
    return { red: mean(red), green: mean(green), blue: mean(blue), rest: mean(rest) };
  });
}

type Vector = [number, number, number];

/** Solves S·a = v for a symmetric 3×3 matrix S, given by rows of its upper half. */
function solve([a, b, c, d, e, f]: [number, number, number, number, number, number], v: Vector): Vector {
  const [A, B, C] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const [D, E, F] = [a * f - c * c, b * c - a * e, a * d - b * b];
  const determinant = a * A + b * B + c * C;
  return [
    (A * v[0] + B * v[1] + C * v[2]) / determinant,
    (B * v[0] + D * v[1] + E * v[2]) / determinant,
    (C * v[0] + E * v[1] + F * v[2]) / determinant,
  ];
}
