import { type Box, encodePicture, type Mask, maskBox, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';

/** A mask to show, and what to write on it. */
export interface OverlayThing {
  mask: Mask;
  /** Such as `cat`; written with its score. */
  label: string;
  /** 0…1 */
  score?: number;
}

/** Told apart on most pictures and by most eyes (Okabe and Ito 2008), in this order. */
const COLORS = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#d55e00', '#cc79a7', '#0072b2'] as const;

/** How much of the colour lies on a thing. */
const TINT = 0.35;

/**
 * A picture of what was found: each mask tinted and outlined in a colour of its own, with its label and score
 * at its top. PNG bytes, at the picture's size.
 */
export async function overlayPicture(picture: Picture, things: readonly OverlayThing[]): Promise<Uint8Array> {
  const { width, height } = picture;
  const unit = Math.max(1, Math.min(width, height) / 400);
  const layer = new Uint8Array(width * height * 4);
  for (const [i, { mask }] of things.entries()) paint(layer, mask, colorOf(i), Math.round(unit * 1.5));
  const labels = placeLabels(things, unit, { width, height });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join('')}</svg>`;
  return sharp(await encodePicture(picture))
    .composite([
      { input: Buffer.from(layer.buffer), raw: { width, height, channels: 4 } },
      { input: Buffer.from(svg) },
    ])
    .png()
    .toBuffer();
}

const colorOf = (index: number) => COLORS[index % COLORS.length]!;

/** Tints a mask's inside and draws its outline, `line` pixels wide inside it and a dark one outside it. */
function paint(layer: Uint8Array, mask: Mask, color: string, line: number): void {
  const { width, height, data } = mask;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x]! > 127;
  const near = (x: number, y: number, reach: number, value: boolean) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        if (dx * dx + dy * dy <= reach * reach && inside(x + dx, y + dy) === value) return true;
    return false;
  };
  const box = maskBox(mask);
  if (!box) return;
  for (let y = Math.max(0, box.top - 1); y < Math.min(height, box.top + box.height + 1); y++) {
    for (let x = Math.max(0, box.left - 1); x < Math.min(width, box.left + box.width + 1); x++) {
      const at = (y * width + x) * 4;
      if (!inside(x, y)) {
        if (near(x, y, 1, true)) layer.set([0, 0, 0, 160], at);
        continue;
      }
      const onLine = near(x, y, line, false);
      layer.set([red!, green!, blue!, Math.round(255 * (onLine ? 1 : TINT))], at);
    }
  }
}

/** A label at the top of each mask, moved down where another is in its place. */
function placeLabels(
  things: readonly OverlayThing[],
  unit: number,
  size: { width: number; height: number },
): string[] {
  const [letter, line] = [13 * unit, 19 * unit];
  const taken: Box[] = [];
  return things.flatMap(({ mask, label, score }, i) => {
    const box = maskBox(mask);
    if (!box) return [];
    const text = score === undefined ? label : `${label} ${score.toFixed(2)}`;
    const width = Math.min(size.width, text.length * letter * 0.62 + 10 * unit);
    const left = Math.max(0, Math.min(size.width - width, box.left));
    const place: Box = { left, top: Math.max(0, box.top - line - 2 * unit), width, height: line };
    while (taken.some((other) => touch(other, place)) && place.top + 2 * line < size.height)
      place.top += line;
    taken.push(place);
    return [labelSvg(place, text, colorOf(i), letter, unit)];
  });
}

function touch(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

function labelSvg(
  { left, top, width, height }: Box,
  text: string,
  color: string,
  letter: number,
  unit: number,
): string {
  return `<g font-family="sans-serif" font-size="${letter}" font-weight="bold">
    <rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${3 * unit}" fill="${color}"/>
    <text x="${left + width / 2}" y="${top + height * 0.71}" text-anchor="middle" fill="#111">${escapeXml(text)}</text>
  </g>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
