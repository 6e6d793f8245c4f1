import { type Box, encodePicture, type Picture, type Progress, resizePicture } from '@dualedit/foundation';
import type { StoredPicture } from '../job.js';

/** Pixels along the longer side at most: a preview is coarse, and sent while the edit runs. */
const LONGEST = 1024;

/** Makes previews of all of a picture, however small the part of it is that its edit draws. */
export class Previews {
  readonly #job: string;
  readonly #picture: Picture;
  #small: Promise<Picture> | undefined;

  constructor(job: string, picture: Picture) {
    this.#job = job;
    this.#picture = picture;
  }

  /** The preview of some progress that has one, in its place. */
  async of({ preview, previewArea }: Pick<Progress, 'preview' | 'previewArea'>): Promise<StoredPicture> {
    const { width, height } = this.#picture;
    const isWhole = !previewArea || (previewArea.width === width && previewArea.height === height);
    const shown = isWhole ? preview! : await this.#within(preview!, previewArea);
    const bytes = await encodePicture(shown, 'jpeg');
    return { job: this.#job, role: 'preview', index: 0, format: 'jpeg', bytes };
  }

  async #within(preview: Picture, { left, top, width, height }: Box): Promise<Picture> {
    const scale = Math.min(1, LONGEST / Math.max(this.#picture.width, this.#picture.height));
    const scaled = (length: number) => Math.max(1, Math.round(length * scale));
    this.#small ??= resizePicture(this.#picture, scaled(this.#picture.width), scaled(this.#picture.height));
    const [small, drawn] = await Promise.all([
      this.#small,
      resizePicture(preview, scaled(width), scaled(height)),
    ]);
    return pasted(small, drawn, { left: Math.round(left * scale), top: Math.round(top * scale) });
  }
}

/** A picture with another one in it, of which what reaches over its edge is left out. */
function pasted(
  picture: Picture,
  { data, width, height }: Picture,
  { left, top }: Pick<Box, 'left' | 'top'>,
): Picture {
  const out = { ...picture, data: new Uint8Array(picture.data) };
  const [from, to] = [Math.max(0, left), Math.min(picture.width, left + width)];
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y++) {
    const row = data.subarray(4 * ((y - top) * width + from - left), 4 * ((y - top) * width + to - left));
    out.data.set(row, 4 * (y * picture.width + from));
  }
  return out;
}
