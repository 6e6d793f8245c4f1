import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DualeditError, type Picture } from '@dualedit/foundation';
import { cutMirrored } from '../image/mirrored.js';
import { readJson } from '../pack/read-json.js';
import { createModelSession, type ModelSession } from '../session/model-session.js';
import { bytesIn, type SessionDevice } from '../session/session.js';
import { tilesWith } from './tiles.js';

const folderIn = (pack: string) => join(pack, 'upscaler');
const modelIn = (pack: string) => join(folderIn(pack), 'onnx', 'model.onnx');

/** Whether a pack can draw a picture larger than its model does. */
export function hasUpscaler(pack: string): boolean {
  return existsSync(join(folderIn(pack), 'config.json'));
}

/**
 * Bytes of a pack's upscaler.
 * @throws DualeditError `pack-incomplete`
 */
export function upscalerBytes(pack: string): Promise<number> {
  checkUpscaler(pack);
  return bytesIn(join(folderIn(pack), 'onnx'));
}

/** What of its two config files is read. */
interface Config {
  /** Pixels along a side that become of one. */
  upscale?: number;
}
interface Processor {
  pad_size?: number;
  size_divisor?: number;
}

/** Tiles of a picture, in its pixels: a larger one at once would take gigabytes. */
const TILE = 256;
/** As much of a tile's edge is left out where the picture goes on: there, the model sees too little around. */
const MARGIN = 16;
/** Sides of pictures that models of this kind take are multiples of it, if nothing else is said. */
const PAD = 8;

/**
 * A model of super-resolution, as transformers.js has them (Swin2SR): `pixel_values` in 0…1, the larger picture as
 * `reconstruction`.
 */
export class Upscaler {
  /** Pixels along a side that become of one. */
  readonly factor: number;
  private readonly session: ModelSession;
  private readonly pad: number;

  private constructor(session: ModelSession, factor: number, pad: number) {
    this.session = session;
    this.factor = factor;
    this.pad = pad;
  }

  /** @throws DualeditError `pack-incomplete`, `pack-unreadable`, `model-unreadable`, `model-unsupported` */
  static async open(pack: string, device?: SessionDevice): Promise<Upscaler> {
    checkUpscaler(pack);
    const { upscale = 1 } = (await readJson(join(folderIn(pack), 'config.json'))) as Config;
    const processor = join(folderIn(pack), 'preprocessor_config.json');
    const { pad_size, size_divisor }: Processor = existsSync(processor) ? await readJson(processor) : {};
    const session = await createModelSession(modelIn(pack), { device });
    const isFit = Number.isInteger(upscale) && upscale > 1 && session.outputNames.includes('reconstruction');
    if (isFit) return new Upscaler(session, upscale, pad_size ?? size_divisor ?? PAD);
    await session.release();
    throw unsupported(pack, upscale, session.outputNames);
  }

  /** A picture with `factor` times as many pixels along each side; opaque. */
  async upscale(picture: Picture): Promise<Picture> {
    const { factor } = this;
    const [width, height] = [picture.width * factor, picture.height * factor];
    const data = new Uint8Array(width * height * 4).fill(255);
    for (const { tile, kept } of tilesWith(picture, TILE, MARGIN)) {
      const padded = {
        ...tile,
        width: Math.ceil(tile.width / this.pad) * this.pad,
        height: Math.ceil(tile.height / this.pad) * this.pad,
      };
      const drawn = await this.run(cutMirrored(picture, padded));
      const [left, top] = [(kept.left - tile.left) * factor, (kept.top - tile.top) * factor];
      for (let y = 0; y < kept.height * factor; y++) {
        const from = ((top + y) * drawn.width + left) * 4;
        const to = ((kept.top * factor + y) * width + kept.left * factor) * 4;
        data.set(drawn.data.subarray(from, from + kept.width * factor * 4), to);
      }
    }
    return { width, height, data };
  }

  private async run({ width, height, data }: Picture): Promise<Picture> {
    const area = width * height;
    const planes = Float32Array.from({ length: 3 * area }, (_, i) => {
      return data[(i % area) * 4 + Math.floor(i / area)]! / 255;
    });
    const { reconstruction } = await this.session.run(planes, [1, 3, height, width]);
    const large = { width: width * this.factor, height: height * this.factor };
    const cells = large.width * large.height;
    const bytes = new Uint8Array(cells * 4).fill(255);
    for (let channel = 0; channel < 3; channel++) {
      for (let i = 0; i < cells; i++) {
        const value = reconstruction![channel * cells + i]!;
        bytes[i * 4 + channel] = Math.round(255 * Math.min(1, Math.max(0, value)));
      }
    }
    return { ...large, data: bytes };
  }

  /** Frees the model's memory. */
  release(): Promise<void> {
    return this.session.release();
  }
}

/**
 * Refuses an upscaler without its model, before anything is loaded.
 * @throws DualeditError `pack-incomplete`
 */
function checkUpscaler(pack: string): void {
  const path = modelIn(pack);
  if (existsSync(path)) return;
  throw new DualeditError({
    code: 'pack-incomplete',
    message: `The upscaler of the model pack in ${pack} lacks ${path}.`,
    hint: 'Fetch or export it again, all of it, or remove the folder "upscaler".',
    received: path,
  });
}

function unsupported(pack: string, upscale: number, outputs: readonly string[]): DualeditError {
  return new DualeditError({
    code: 'model-unsupported',
    message: `Expected an upscaler in ${pack} with an "upscale" of 2 or more in its config.json and an output "reconstruction", but received ${upscale} and ${outputs.join(', ')}.`,
    hint: 'Use a Swin2SR in the layout of transformers.js, such as "dualedit models pull swin2sr-x4 --into NAME", or remove the folder "upscaler".',
    received: { upscale, outputs },
  });
}
