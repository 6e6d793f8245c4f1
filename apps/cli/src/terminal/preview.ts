import type { Picture } from '@dualedit/foundation';
import sharp, { type Sharp } from 'sharp';
import { FINALIZER, introducer, sixelEncode, toRGBA8888 } from 'sixel';
import type { Graphics } from './graphics.js';

/** Widest picture, in characters. */
const MAX_COLUMNS = 36;
const GAP = '   ';
/** Tallest picture of a protocol, in pixels, and how wide a character is at least. */
const MAX_HEIGHT = 320;
const COLUMN_PIXELS = 7;

/** Before and after, side by side and small, as text to print; empty where the terminal shows no pictures. */
export async function preview(
  before: Picture,
  after: Picture,
  graphics: Graphics,
  columns: number,
): Promise<string> {
  const width = Math.min(MAX_COLUMNS, Math.floor((columns - 1 - GAP.length) / 2));
  if (graphics === 'none' || width < 8) return '';
  if (graphics === 'truecolor' || graphics === 'ansi256') return inBlocks(before, after, graphics, width);
  const shown = 2 * width + GAP.length;
  // Kitty and iTerm2 scale a picture to its columns; sixels are pixels.
  if (graphics === 'sixel') return sixel(await sideBySide(before, after, shown * COLUMN_PIXELS));
  const png = await (await sideBySide(before, after)).png().toBuffer();
  return graphics === 'kitty' ? kitty(png, shown) : iterm(png, shown);
}

async function sideBySide(
  before: Picture,
  after: Picture,
  maxWidth = Number.MAX_SAFE_INTEGER,
): Promise<Sharp> {
  const widthAt = (height: number) => Math.round((before.width * height) / before.height);
  const gapAt = (width: number) => Math.round(width / 12);
  let height = Math.min(before.height, MAX_HEIGHT);
  const whole = 2 * widthAt(height) + gapAt(widthAt(height));
  if (whole > maxWidth) height = Math.max(1, Math.floor((height * maxWidth) / whole));
  const width = Math.max(1, widthAt(height));
  const scaled = (picture: Picture) =>
    asSharp(picture).resize(width, height, { fit: 'fill' }).png().toBuffer();
  const [left, right] = await Promise.all([scaled(before), scaled(after)]);
  const gap = gapAt(width);
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const sheet = sharp({ create: { width: 2 * width + gap, height, channels: 4, background } }).composite([
    { input: left, left: 0, top: 0 },
    { input: right, left: width + gap, top: 0 },
  ]);
  // Composed at once, so that whatever follows sees the whole sheet.
  return sharp(await sheet.png().toBuffer());
}

/** The kitty graphics protocol: PNG in base64, in chunks of at most 4096 bytes. */
function kitty(png: Buffer, columns: number): string {
  const chunks = png.toString('base64').match(/.{1,4096}/g)!;
  const sent = chunks.map((chunk, i) => {
    const head = i === 0 ? `f=100,a=T,q=2,c=${columns},` : '';
    return `\x1b_G${head}m=${i < chunks.length - 1 ? 1 : 0};${chunk}\x1b\\`;
  });
  return `${sent.join('')}\n`;
}

/** The inline image protocol of iTerm2. */
function iterm(png: Buffer, columns: number): string {
  return `\x1b]1337;File=inline=1;size=${png.length};width=${columns};preserveAspectRatio=1:${png.toString('base64')}\x07\n`;
}

/** DEC sixels; the codec that writes paletted PNG chooses the colours and dithers. */
async function sixel(sheet: Sharp): Promise<string> {
  const paletted = sharp(await sheet.png({ palette: true, colours: 255 }).toBuffer());
  const { data, info } = await paletted.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const palette = new Set<number>();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3]! > 0) palette.add(toRGBA8888(data[at]!, data[at + 1]!, data[at + 2]!));
  }
  const { width, height } = info;
  // Transparent pixels stay as the terminal has them.
  return `${introducer(1)}${sixelEncode(Uint8Array.from(data), width, height, [...palette])}${FINALIZER}\n`;
}

async function inBlocks(
  before: Picture,
  after: Picture,
  depth: 'truecolor' | 'ansi256',
  width: number,
): Promise<string> {
  const [left, right] = await Promise.all(
    [before, after].map((picture) => halfBlocks(picture, width, depth)),
  );
  const middle = left!.length >> 1;
  return left!.map((row, i) => `${row}${i === middle ? ' → ' : GAP}${right![i]}\n`).join('');
}

/** Rows of `▀`, each character two pixels: the upper one its colour, the lower one its background. */
async function halfBlocks(
  picture: Picture,
  width: number,
  depth: 'truecolor' | 'ansi256',
): Promise<string[]> {
  const rows = Math.max(1, Math.round((width * picture.height) / picture.width / 2));
  const pixels = await asSharp(picture)
    .flatten({ background: '#000000' })
    .resize(width, rows * 2, { fit: 'fill' })
    .raw()
    .toBuffer();
  const colour = (x: number, y: number) => {
    const at = (y * width + x) * 3;
    return depth === 'truecolor'
      ? `2;${pixels[at]};${pixels[at + 1]};${pixels[at + 2]}`
      : `5;${ansi256(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)}`;
  };
  return Array.from({ length: rows }, (_, row) => {
    const cells = Array.from(
      { length: width },
      (_, x) => `\x1b[38;${colour(x, 2 * row)};48;${colour(x, 2 * row + 1)}m▀`,
    );
    return `${cells.join('')}\x1b[0m`;
  });
}

/** The nearest colour of the 6×6×6 cube of the 256-colour palette, whose levels are 0, 95, 135, 175, 215, 255. */
function ansi256(r: number, g: number, b: number): number {
  const level = (value: number) => (value < 48 ? 0 : value < 115 ? 1 : Math.floor((value - 35) / 40));
  return 16 + 36 * level(r) + 6 * level(g) + level(b);
}

function asSharp({ width, height, data }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } });
}
