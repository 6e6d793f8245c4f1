import { encodePicture, type Picture, type PictureFormat } from '@dualedit/foundation';
import sharp from 'sharp';

/**
 * The letters of "before" and "after" as strokes on a baseline at y = 0, x-height 10, in units; drawn, so
 * that the labels need no font. Each is its path and its advance.
 */
const LETTERS: Readonly<Record<string, readonly [path: string, advance: number]>> = {
  a: ['M10-10V0M10-5a5 5 0 1 1-10 0a5 5 0 1 1 10 0', 13.5],
  b: ['M0-16V0M10-5a5 5 0 1 1-10 0a5 5 0 1 1 10 0', 13],
  e: ['M.3-5.5H10A5 5 0 1 0 8.4-1.4', 13],
  f: ['M6.5-15.6A3.6 3.6 0 0 0 2.5-12V0M0-10H6', 8.5],
  o: ['M10-5a5 5 0 1 1-10 0a5 5 0 1 1 10 0', 13.5],
  r: ['M0-10V0M0-5A5 5 0 0 1 5.8-9.9', 8.5],
  t: ['M2.5-14V-3.2A3.2 3.2 0 0 0 6.5-.2M0-10H6', 9.5],
};

/** Both pictures side by side at full size, labelled, with an arrow in the gap between them. */
export async function compareSheet(
  before: Picture,
  after: Picture,
  format: PictureFormat = 'png',
): Promise<Uint8Array> {
  const { width, height } = before;
  const unit = Math.max(0.6, Math.min(width, height) / 400);
  const [margin, gap, strip] = [12, 44, 36].map((length) => Math.round(length * unit)) as [
    number,
    number,
    number,
  ];
  const sheet = { width: 2 * width + gap + 2 * margin, height: height + strip + margin };
  const left = { left: margin, top: strip };
  const right = { left: margin + width + gap, top: strip };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}">
    <g fill="none" stroke="#333" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
      ${label('before', left.left, strip, unit)}
      ${label('after', right.left, strip, unit)}
      ${arrow(margin + width + gap / 2, strip + height / 2, unit)}
    </g>
  </svg>`;
  return sharp({ create: { ...sheet, channels: 3, background: '#ffffff' } })
    .composite([
      { input: Buffer.from(svg) },
      { input: Buffer.from(await encodePicture(before)), ...left },
      { input: Buffer.from(await encodePicture(after)), ...right },
    ])
    .toFormat(format, format === 'webp' ? { lossless: true } : {})
    .toBuffer();
}

function label(word: string, x: number, strip: number, unit: number): string {
  let advance = 0;
  const strokes = Array.from(word, (letter) => {
    const [path, width] = LETTERS[letter]!;
    const placed = `<path transform="translate(${advance} 0)" d="${path}"/>`;
    advance += width;
    return placed;
  });
  return `<g transform="translate(${x + unit} ${strip - 11 * unit}) scale(${unit})">${strokes.join('')}</g>`;
}

function arrow(x: number, y: number, unit: number): string {
  return `<g transform="translate(${x} ${y}) scale(${unit})"><path d="M-12 0H12M4-8L12 0L4 8" stroke-width="2.4"/></g>`;
}
