/**
 * A part of a drawing, in the drawing's own frame: 100 units tall, foot at the origin, y down. The
 * parts with an outline make up the object's mask; all others must stay inside them.
 */
export interface Shape {
  /** SVG path data. */
  path: string;
  /** An SVG paint: a colour, or a gradient made by the brush. */
  fill: string;
  /** Part of the silhouette: gets the dark outline. */
  outline: boolean;
  /** Takes the object's pattern, if it has one. */
  patterned: boolean;
  /** A line of this width instead of a filled area. */
  line?: number;
  /** An SVG transform in the drawing's own frame. */
  transform?: string;
}

const round = (value: number) => String(Math.round(value * 100) / 100);

/** Fills a path template's numbers to two decimals: shorter SVG, the same pixels. */
export function path(strings: TemplateStringsArray, ...values: number[]): string {
  return String.raw({ raw: strings }, ...values.map(round));
}

export function ellipse(x: number, y: number, rx: number, ry: number): string {
  return path`M${x - rx} ${y}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0Z`;
}

export const circle = (x: number, y: number, r: number) => ellipse(x, y, r, r);

/** A part of the silhouette in the object's own paint. */
export const body = (path: string, fill: string): Shape => ({ path, fill, outline: true, patterned: true });

/** A part of the silhouette that keeps its own colour whatever the object's material. */
export const part = (path: string, fill: string): Shape => ({ path, fill, outline: true, patterned: false });

/** A detail inside the silhouette. */
export const mark = (path: string, fill: string): Shape => ({ path, fill, outline: false, patterned: false });

/** A drawn line inside the silhouette. */
export const line = (path: string, color: string, width: number): Shape => ({
  ...mark(path, color),
  line: width,
});

/** A pair, left then right: `draw` gets −1 and 1 to multiply x with. */
export const both = <T>(draw: (side: -1 | 1) => T): [T, T] => [draw(-1), draw(1)];

export const transformed = (transform: string, shapes: Shape[]): Shape[] =>
  shapes.map((shape) => ({ ...shape, transform }));
