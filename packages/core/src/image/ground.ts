import type { Picture } from '@dualedit/foundation';

/** Up to this share of transparent pixels, a picture has holes or round corners. Beyond it, it is a cut-out. */
const FEW = 0.2;
/** Levels by which a cut-out's edge must differ from white to be seen on it. */
const SEEN_ON_WHITE = 24;
const [WHITE, GRAY] = [
  [255, 255, 255],
  [128, 128, 128],
] as const;

/** Alpha up to which a change of what is seen is ascribed to the pixel alone. */
const LEAST_ALPHA = 0.5;

type Color = readonly [red: number, green: number, blue: number];

/** A picture as models see it, and how it got there. */
export interface Grounded {
  /** Opaque; the picture itself if it is opaque. */
  picture: Picture;
  /** Returns an edited version of `picture` with the transparency of the original. */
  lift(edited: Picture): Picture;
}

/**
 * Lays a picture on a ground of one color, since detectors and diffusion models see no transparency, and what is stored
 * under it is anything. Holes take the mean color of what is visible around them. A cut-out is laid on white, or on gray
 * if it is white itself. A picture that is translucent everywhere counts as opaque where it is most so.
 */
export function onGround(original: Picture): Grounded {
  const most = largestAlpha(original);
  if (isOpaque(original) || most === 0) return { picture: original, lift: (edited) => edited };
  const ground = groundOf(original);
  const picture = { ...original, data: laid(original.data, ground, most) };
  return {
    picture,
    lift: (edited) => ({ ...original, data: lifted({ original, before: picture, edited, most }) }),
  };
}

function isOpaque({ data }: Picture): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

function largestAlpha({ data }: Picture): number {
  let most = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at]! > most) most = data[at]!;
  return most;
}

function laid(data: Uint8Array, ground: Color, most: number): Uint8Array {
  const out = new Uint8Array(data.length).fill(255);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]! / most;
    for (let channel = 0; channel < 3; channel++)
      out[at + channel] = Math.round(alpha * data[at + channel]! + (1 - alpha) * ground[channel]!);
  }
  return out;
}

interface Lifted {
  original: Picture;
  before: Picture;
  edited: Picture;
  most: number;
}

/** Colors that, laid on the ground, give the edited picture; what did not change, and what nobody sees, as it was. */
function lifted({ original, before, edited, most }: Lifted): Uint8Array {
  const out = Uint8Array.from(original.data);
  for (let at = 0; at < out.length; at++) {
    const channel = at % 4;
    const alpha = original.data[at - channel + 3]! / most;
    if (channel === 3 || alpha === 0 || edited.data[at] === before.data[at]) continue;
    // Where little is seen of a pixel, what the model drew of the ground is not its color.
    const change = (edited.data[at]! - before.data[at]!) / Math.max(LEAST_ALPHA, alpha);
    out[at] = Math.max(0, Math.min(255, Math.round(original.data[at]! + change)));
  }
  return out;
}

function groundOf(picture: Picture): Color {
  const { data, width, height } = picture;
  let hidden = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at]! < 128) hidden++;
  const edge = visibleEdge(picture);
  if (!edge) return WHITE;
  if (hidden <= FEW * width * height) return edge;
  return Math.min(...edge) < 255 - SEEN_ON_WHITE ? WHITE : GRAY;
}

/** The mean color of visible pixels beside hidden ones; undefined if there are none. */
function visibleEdge({ data, width, height }: Picture): Color | undefined {
  const isHidden = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[(y * width + x) * 4 + 3]! < 128;
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isHidden(x, y)) continue;
      if (!(isHidden(x - 1, y) || isHidden(x + 1, y) || isHidden(x, y - 1) || isHidden(x, y + 1))) continue;
      count++;
      for (let channel = 0; channel < 3; channel++) sums[channel]! += data[(y * width + x) * 4 + channel]!;
    }
  }
  if (count === 0) return undefined;
  return [sums[0]! / count, sums[1]! / count, sums[2]! / count];
}
