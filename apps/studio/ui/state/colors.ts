/** Okabe and Ito's colors, which people with any kind of color vision tell apart; black and gray are left out. */
export const MASK_COLORS: readonly (readonly [number, number, number])[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
];

export const maskColor = (index: number) => MASK_COLORS[index % MASK_COLORS.length]!;
