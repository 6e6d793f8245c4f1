import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodePicture, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';

const [TILE, TITLE, GAP, ROWS] = [256, 40, 8, 4];

export interface SheetRow {
  lines: string[];
  before: Picture;
  after?: Picture;
  truth: Picture;
}

/** Writes sheets of four edits: before, after, the true answer. */
export async function writeSheets(folder: string, name: string, rows: readonly SheetRow[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < rows.length; first += ROWS) {
    const part = rows.slice(first, first + ROWS);
    const number = String(first / ROWS + 1).padStart(2, '0');
    await writeSheet(join(folder, `${name}-${number}.png`), part);
  }
}

async function writeSheet(file: string, rows: readonly SheetRow[]): Promise<void> {
  const top = (row: number) => row * (TILE + TITLE + GAP);
  const tiles = rows.flatMap(({ before, after = before, truth }, row) =>
    [before, after, truth].map(async (picture, column) => ({
      input: Buffer.from(await encodePicture(picture)),
      left: column * (TILE + GAP),
      top: top(row) + TITLE,
    })),
  );
  const width = 3 * (TILE + GAP);
  const texts = rows.flatMap(({ lines }, row) =>
    lines.slice(0, 2).map((line, i) => `<text x="2" y="${top(row) + 16 + 18 * i}">${escaped(line)}</text>`),
  );
  const height = top(rows.length);
  const titles = `<svg width="${width}" height="${height}" font-size="14" font-family="sans-serif">${texts.join('')}</svg>`;
  await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([...(await Promise.all(tiles)), { input: Buffer.from(titles), left: 0, top: 0 }])
    .png()
    .toFile(file);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
