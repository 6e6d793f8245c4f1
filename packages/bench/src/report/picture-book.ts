import { type Mask, type Picture, resizePicture } from '@dualedit/foundation';
import sharp from 'sharp';
import type { BenchData, BenchItem, LoadedItem } from '../data/item.js';
import type { EditRecord } from '../run/edit-record.js';

/** The pictures of one item as data URIs. */
export interface Page {
  id: string;
  before: string;
  masks: string;
  answer?: string;
  arms: Record<string, { pasted: string; drawn: string; attention: string }>;
}

/** Side of the pictures in a report: larger ones are shrunk to it. */
const SIDE = 256;

/** Of pictures of attention, whose maps are far coarser. */
const HEAT_SIDE = 128;

/** Outlines of masks, in turn. */
const COLORS = ['#ff2d55', '#0a84ff', '#34c759', '#ff9f0a', '#bf5af2', '#ffd60a', '#64d2ff', '#ac8e68'];

/** Collects the pictures that a report shows: the first of each split, none chosen. */
export class PictureBook {
  readonly pages: Page[] = [];
  private readonly shown: ReadonlySet<string>;

  constructor({ items }: BenchData, count: number) {
    const splits = [...new Set(items.map(({ split }) => split))];
    const each = Math.ceil(count / splits.length);
    this.shown = new Set(
      splits.flatMap((split) =>
        items
          .filter((item) => item.split === split)
          .slice(0, each)
          .map(({ id }) => id),
      ),
    );
  }

  async add(item: BenchItem, loaded: LoadedItem, records: ReadonlyMap<string, EditRecord>): Promise<void> {
    if (!this.shown.has(item.id)) return;
    const { picture, masks, truth } = loaded;
    const arms: Page['arms'] = {};
    for (const [name, record] of records) {
      arms[name] = {
        pasted: await dataUri(record.picture),
        drawn: await dataUri(record.edited),
        attention: await dataUri(heated(await resizePicture(record.edited, HEAT_SIDE, HEAT_SIDE), record)),
      };
    }
    this.pages.push({
      id: item.id,
      before: await dataUri(picture),
      masks: await dataUri(outlined(picture, masks)),
      arms,
      ...(truth ? { answer: await dataUri(truth.picture) } : {}),
    });
  }
}

async function dataUri({ width, height, data }: Picture): Promise<string> {
  const bytes = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 84 })
    .toBuffer();
  return `data:image/webp;base64,${bytes.toString('base64')}`;
}

/** Each mask tinted in its own colour. */
function outlined(picture: Picture, masks: readonly Mask[]): Picture {
  const data = new Uint8Array(picture.data);
  masks.forEach((mask, at) => {
    const color = COLORS[at % COLORS.length]!;
    const rgb = [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));
    mask.data.forEach((value, i) => {
      if (value <= 127) return;
      for (let c = 0; c < 3; c++) data[4 * i + c] = Math.round(0.4 * data[4 * i + c]! + 0.6 * rgb[c]!);
    });
  });
  return { ...picture, data };
}

/** Dark where no edit's phrase is attended to; every map has its own maximum. */
function heated(picture: Picture, { attention }: EditRecord): Picture {
  const data = new Uint8Array(picture.data);
  const peaks = attention.map((map) => map.data.reduce((most, value) => Math.max(most, value), 0));
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const heat = attention.map(({ width, height, data: map }, at) => {
        const cell =
          Math.floor((y * height) / picture.height) * width + Math.floor((x * width) / picture.width);
        return map[cell]! / peaks[at]!;
      });
      const light = 0.15 + 0.85 * Math.max(...heat);
      const i = 4 * (y * picture.width + x);
      for (let c = i; c < i + 3; c++) data[c] = Math.round(light * data[c]!);
    }
  }
  return { ...picture, data };
}
