import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodePicture, type Mask, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';
import type { Measured, Shown } from './measured.js';

const [TILE, GAP, TITLE, LINES] = [256, 6, 38, 4];
const WIDTH = 4 * (TILE + GAP) + GAP;

const PASTED = [220, 40, 40];
const KEPT = [30, 90, 230];
const FOUND = [255, 230, 0];

/** Pictures that wait for a sheet, by row. */
export class Sheets {
  private readonly folder: string;
  private readonly waiting = new Map<string, [Measured, Shown][]>();
  private readonly written = new Map<string, number>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
  }

  async add(figures: Measured, shown: Shown): Promise<void> {
    const waiting = [...(this.waiting.get(figures.row) ?? []), [figures, shown] as [Measured, Shown]];
    this.waiting.set(figures.row, waiting);
    if (waiting.length === LINES) await this.flush(figures.row);
  }

  /** Writes what does not fill a sheet. */
  async finish(): Promise<void> {
    for (const row of this.waiting.keys()) await this.flush(row);
  }

  private async flush(row: string): Promise<void> {
    const items = this.waiting.get(row)!;
    if (items.length === 0) return;
    const number = (this.written.get(row) ?? 0) + 1;
    this.written.set(row, number);
    this.waiting.set(row, []);
    await writeSheet(join(this.folder, `${row}-${String(number).padStart(2, '0')}.png`), items);
  }
}

/** One line per command: before, after, what was found (yellow), pasted (red) and kept (blue), the true answer. */
async function writeSheet(file: string, items: readonly [Measured, Shown][]): Promise<void> {
  const top = (line: number) => line * (TILE + TITLE + GAP);
  const tiles = items.flatMap(([, { before, after = before, answer, ...masks }], line) =>
    [before, after, overlay(before, masks), answer].map(async (picture, place) => ({
      input: await sharp(await encodePicture(picture))
        .resize(TILE, TILE, { kernel: 'nearest' })
        .toBuffer(),
      left: GAP + place * (TILE + GAP),
      top: top(line) + TITLE,
    })),
  );
  const titles = items.flatMap(([figures], line) =>
    titleOf(figures).map(
      (text, i) => `<text x="${GAP}" y="${top(line) + 15 + 17 * i}">${escaped(text)}</text>`,
    ),
  );
  const height = top(items.length);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-size="14" font-family="sans-serif">${titles.join('')}</svg>`;
  await sharp({ create: { width: WIDTH, height, channels: 3, background: '#ffffff' } })
    .composite([...(await Promise.all(tiles)), { input: Buffer.from(svg), left: 0, top: 0 }])
    .png()
    .toFile(file);
}

function titleOf({
  seed,
  command,
  why,
  options,
  refused,
  retried,
  edits,
  unnamed,
  prompt,
}: Measured): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const said = edits.map(({ right, outcome, reportedSeen = '', noun, color }) => {
    const judged = color ? `${noun} ${color.seen}` : noun;
    return `${right ? 'RIGHT' : 'WRONG'} (judge: ${judged}; says ${outcome} ${reportedSeen})`;
  });
  const changed = unnamed.map(({ name, changed }) => `${name} changed ${percent(changed)}`);
  const how = [why, options && JSON.stringify(options), retried && `retried ${retried}`].filter(Boolean);
  return [
    `${seed} ${command}  ${refused ? `REFUSED ${refused}` : said.join(', ')}`,
    [...changed, ...how, ...(prompt ? [`“${prompt}”`] : [])].join(' · '),
  ];
}

function overlay(
  picture: Picture,
  { found, pasted, kept }: Pick<Shown, 'found' | 'pasted' | 'kept'>,
): Picture {
  const data = new Uint8Array(picture.data);
  const paint = (isPainted: (at: number) => boolean, color: number[], share: number) => {
    for (let i = 0; i < picture.width * picture.height; i++) {
      if (!isPainted(i)) continue;
      color.forEach((level, c) => {
        data[i * 4 + c] = Math.round((1 - share) * data[i * 4 + c]! + share * level);
      });
    }
  };
  for (const mask of pasted) paint((at) => mask.data[at]! > 127, PASTED, 0.5);
  for (const mask of kept) paint((at) => mask.data[at]! > 127, KEPT, 0.5);
  for (const mask of found) paint((at) => isOutline(mask, at), FOUND, 1);
  return { ...picture, data };
}

function isOutline({ data, width }: Mask, at: number): boolean {
  const near = [at - 1, at + 1, at - width, at + width];
  return data[at]! > 127 && near.some((other) => (data[other] ?? 0) <= 127);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
