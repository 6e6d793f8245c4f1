import { encodePicture, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';

/** Which of the seven strokes of a digit are drawn: top, upper left, upper right, middle, lower left, lower right, bottom. */
const DIGITS = ['', '0010010', '1011101', '1011011', '0111010', '1101011', '1101111', '1010010', '1111111'];
const STROKES = ['M0-16H9', 'M0-16V-8', 'M9-16V-8', 'M0-8H9', 'M0-8V0', 'M9-8V0', 'M0 0H9'];

/**
 * Up to eight pictures of one size in rows of at most four, numbered from 1; the best one is framed.
 * @param chosen its index
 */
export async function variantSheet(pictures: readonly Picture[], chosen: number): Promise<Uint8Array> {
  const { width, height } = pictures[0]!;
  const columns = Math.min(4, pictures.length);
  const rows = Math.ceil(pictures.length / columns);
  const unit = Math.max(0.8, Math.min(width, height) / 320);
  const [gap, strip] = [Math.round(12 * unit), Math.round(34 * unit)];
  const sheet = { width: columns * (width + gap) + gap, height: rows * (height + strip) + gap };
  const places = pictures.map((_, i) => ({
    left: gap + (i % columns) * (width + gap),
    top: strip + Math.floor(i / columns) * (height + strip),
  }));
  const frame = places[chosen]!;
  const margin = gap / 3;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}">
    <rect x="${frame.left - margin}" y="${frame.top - margin}" width="${width + 2 * margin}" height="${height + 2 * margin}" fill="#2a7"/>
    <g fill="none" stroke="#333" stroke-width="2" stroke-linecap="round">
      ${places.map(({ left, top }, i) => digit(i + 1, left, top - 8 * unit, unit)).join('')}
    </g>
  </svg>`;
  const layers = await Promise.all(
    pictures.map(async (picture, i) => ({ input: Buffer.from(await encodePicture(picture)), ...places[i]! })),
  );
  return sharp({ create: { ...sheet, channels: 3, background: '#ffffff' } })
    .composite([{ input: Buffer.from(svg) }, ...layers])
    .png()
    .toBuffer();
}

function digit(number: number, x: number, y: number, unit: number): string {
  const path = STROKES.filter((_, i) => DIGITS[number]![i] === '1').join('');
  return `<path transform="translate(${x + unit} ${y}) scale(${unit})" d="${path}"/>`;
}
