const COLORS = ['#0a84ff', '#ff9f0a', '#34c759', '#bf5af2', '#ff2d55', '#64d2ff', '#ac8e68', '#ffd60a'];

/** The color of an arm, the same all over a page. */
export const colorOf = (at: number): string => COLORS[at % COLORS.length]!;
