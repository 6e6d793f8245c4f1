/** A matrix as rows. */
export type Matrix = readonly (readonly number[])[];

/** The three matrices of y = Aᵀ[(G·w) ⊙ (Bᵀ·d)]: `TILE` outputs of a filter of `TAPS` taps from `SPAN` inputs. */
export interface MinimalFilter {
  outputs: Matrix;
  taps: Matrix;
  inputs: Matrix;
}

export const TILE = 4;
export const TAPS = 3;
export const SPAN = TILE + TAPS - 1;

/**
 * Where the polynomials are evaluated, infinity aside. Small numbers of different size whose powers and quotients
 * are exact in binary: a third of the rounding error that 0, ±1, ±2 have (Barabasz et al. 2020, "Error analysis and
 * improving the accuracy of Winograd convolution for deep neural networks").
 */
const POINTS = [0, 1, -1, 0.5, -2];

/** F(4, 3) by Toom and Cook: a product per point and one at infinity, where the sum itself takes twelve. */
export function minimalFilter(): MinimalFilter {
  const others = POINTS.map((_, at) => POINTS.filter((_, other) => other !== at));
  const powers = (point: number, count: number) =>
    Array.from({ length: count }, (_, power) => point ** power);
  return {
    outputs: Array.from({ length: TILE }, (_, power) => [
      ...POINTS.map((point) => point ** power),
      power === TILE - 1 ? 1 : 0,
    ]),
    taps: [
      ...POINTS.map((point, at) => {
        const scale = others[at]!.reduce((product, other) => product * (point - other), 1);
        return powers(point, TAPS).map((power) => power / scale);
      }),
      [...new Array(TAPS - 1).fill(0), 1],
    ],
    inputs: [...others, POINTS].map((roots) => {
      const polynomial = withRoots(roots);
      return Array.from({ length: SPAN }, (_, power) => polynomial[power] ?? 0);
    }),
  };
}

/** Coefficients of Π (x − root), the constant one first. */
function withRoots(roots: readonly number[]): number[] {
  let product = [1];
  for (const root of roots) {
    const shifted = [0, ...product];
    product = shifted.map((coefficient, power) => coefficient - root * (product[power] ?? 0));
  }
  return product;
}
