import type { Picture } from '@dualedit/foundation';
import sharp, { type Sharp } from 'sharp';

/** How a terminal shows pictures: by a graphics protocol, or by two coloured half blocks a character. */
export type Graphics = 'kitty' | 'iterm' | 'truecolor' | 'ansi256' | 'none';

/** Widest picture, in characters. */
const MAX_COLUMNS = 36;
const GAP = '   ';

/**
 * What the terminal on stderr can show, told from the environment, as terminals announce themselves. A
 * multiplexer in between swallows the protocols, not the colours.
 */
export function detectGraphics(env: NodeJS.ProcessEnv, colourDepth: number): Graphics {
  if (env.TERM === 'dumb' || env.NO_COLOR || process.argv.includes('--no-color')) return 'none';
  if (!env.TMUX && !env.STY) {
    if (env.KITTY_WINDOW_ID || env.TERM === 'xterm-kitty' || env.TERM_PROGRAM === 'ghostty') return 'kitty';
    if (env.TERM_PROGRAM === 'iTerm.app' || env.TERM_PROGRAM === 'WezTerm') return 'iterm';
  }
  if (colourDepth >= 24) return 'truecolor';
  return colourDepth >= 8 ? 'ansi256' : 'none';
}

/** Before and after, side by side and small, as text to print; empty where the terminal shows no pictures. */
export async function preview(
  before: Picture,
  after: Picture,
  graphics: Graphics,
  columns: number,
): Promise<string> {
  const width = Math.min(MAX_COLUMNS, Math.floor((columns - 1 - GAP.length) / 2));
  if (graphics === 'none' || width < 8) return '';
  if (graphics === 'kitty' || graphics === 'iterm') {
    const sheet = await sideBySide(before, after);
    const shown = 2 * width + GAP.length;
    return graphics === 'kitty' ? kitty(sheet, shown) : iterm(sheet, shown);
  }
  const [left, right] = await Promise.all(
    [before, after].map((picture) => halfBlocks(picture, width, graphics)),
  );
  const middle = left!.length >> 1;
  return left!.map((row, i) => `${row}${i === middle ? ' → ' : GAP}${right![i]}\n`).join('');
}

async function sideBySide(before: Picture, after: Picture): Promise<Buffer> {
  const height = Math.min(before.height, 320);
  const scaled = (picture: Picture) => asSharp(picture).resize({ height }).png().toBuffer();
  const [left, right] = await Promise.all([scaled(before), scaled(after)]);
  const width = Math.round((before.width * height) / before.height);
  const gap = Math.round(width / 12);
  return sharp({
    create: { width: 2 * width + gap, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: width + gap, top: 0 },
    ])
    .png()
    .toBuffer();
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
