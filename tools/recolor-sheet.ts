import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodePicture, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';
import { ROOT } from './shared/results.js';

export interface SheetRow {
  title: string;
  /** Four of one size. */
  pictures: readonly Picture[];
}

const [COLUMNS, PICTURES, GAP, TITLE] = [2, 4, 8, 20];

/** Writes docs/images/recolour.jpg: the pictures of each row side by side, `cell` pixels wide, under its title. */
export async function writeRecolorSheet(rows: readonly SheetRow[], cell: number): Promise<void> {
  const column = PICTURES * (cell + GAP) + 3 * GAP;
  const line = cell + TITLE + GAP;
  const left = (at: number) => (at % COLUMNS) * column + GAP;
  const top = (at: number) => Math.floor(at / COLUMNS) * line;
  const tiles = rows.flatMap(({ pictures }, at) =>
    pictures.map(async (picture, place) => ({
      input: await sharp(await encodePicture(picture))
        .resize(cell)
        .png()
        .toBuffer(),
      left: left(at) + place * (cell + GAP),
      top: top(at) + TITLE + GAP / 2,
    })),
  );
  const titles = rows.map(
    ({ title }, at) =>
      `<text x="${left(at)}" y="${top(at) + TITLE - 3}" font-size="13" font-family="sans-serif">${title}</text>`,
  );
  const size = { width: COLUMNS * column, height: Math.ceil(rows.length / COLUMNS) * line + GAP };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${titles.join('')}</svg>`;
  const folder = join(ROOT, 'docs/images');
  mkdirSync(folder, { recursive: true });
  await sharp({ create: { ...size, channels: 3, background: '#ffffff' } })
    .composite([...(await Promise.all(tiles)), { input: Buffer.from(svg), left: 0, top: 0 }])
    .jpeg({ quality: 88 })
    .toFile(join(folder, 'recolour.jpg'));
}
