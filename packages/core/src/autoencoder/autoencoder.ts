import type { Picture } from '@dualedit/foundation';
import type { LatentSize } from '../family/signature.js';
import type { Pack } from '../pack/pack.js';
import { type Held, held } from '../session/held.js';
import { createModelSession, type ModelSession } from '../session/model-session.js';
import type { SessionDevice } from '../session/session.js';
import { chooseTiles } from './choose-tiles.js';
import { withoutNoise } from './encoder-mean.js';
import { cutTile, fromTiles, type Span } from './tiles.js';

/** The pictures' way into and out of the latent space; each half is loaded when first used. */
export class Autoencoder {
  /** Tiles along a side in which pictures are taken. Defaults to as few as memory allows. */
  private tiles: number | undefined;
  private readonly pack: Pack;
  private readonly device: SessionDevice | undefined;
  private readonly encoder: Held<ModelSession>;
  private readonly decoder: Held<ModelSession>;

  constructor(pack: Pack, device?: SessionDevice) {
    this.pack = pack;
    this.device = device;
    this.encoder = held(() => openEncoder(pack.files.vaeEncoder, device));
    this.decoder = held(() => createModelSession(pack.files.vaeDecoder, { device }));
  }

  /**
   * The mean latent of a picture, scaled: [channels, height / f, width / f]. Sides must be multiples of f.
   * An export that returns moments (mean and log-variance) is told by its twice as many channels.
   */
  async encode(picture: Picture): Promise<Float32Array> {
    const session = await this.encoder();
    const { downsampling: f, scalingFactor, shiftFactor = 0 } = this.pack.vae;
    const channels = this.pack.unet.inChannels;
    const [width, height] = [picture.width / f, picture.height / f];
    const planes = toPlanes(picture);
    const mean = async (x: Span, y: Span) => {
      const [wide, high] = [x.to - x.from, y.to - y.from];
      const pixels = cutTile(planes, 3, picture.width, times(x, f), times(y, f));
      const outputs = await session.run(pixels, [1, 3, high * f, wide * f]);
      return outputs[session.outputNames[0]!]!.subarray(0, channels * wide * high);
    };
    const count = await this.tilesOf(width, height);
    const whole = await fromTiles({ width, height, resolution: 1, channels, count }, mean);
    return whole.map((value) => (value - shiftFactor) * scalingFactor);
  }

  /** The picture of a scaled latent whose grid is `width × height` cells. */
  async decode(latent: Float32Array, width: number, height: number): Promise<Picture> {
    const session = await this.decoder();
    const { downsampling: resolution, scalingFactor, shiftFactor = 0 } = this.pack.vae;
    const channels = this.pack.unet.inChannels;
    const unscaled = latent.map((value) => value / scalingFactor + shiftFactor);
    const pixels = async (x: Span, y: Span) => {
      const tile = cutTile(unscaled, channels, width, x, y);
      const outputs = await session.run(tile, [1, channels, y.to - y.from, x.to - x.from]);
      return outputs[session.outputNames[0]!]!;
    };
    const count = await this.tilesOf(width, height);
    const whole = await fromTiles({ width, height, resolution, channels: 3, count }, pixels);
    return fromPlanes(whole, width * resolution, height * resolution);
  }

  /**
   * From now on takes pictures of a size in `asked` tiles along a side, or in as few as memory allows. Returns the number.
   * @throws DualeditError `tiles-range`, `tiles-fixed`
   */
  async useTiles(asked: number | undefined, { width, height }: LatentSize): Promise<number> {
    this.tiles = asked;
    this.tiles = await this.tilesOf(width, height);
    return this.tiles;
  }

  /**
   * Tiles along a side for a latent of `width × height` cells.
   * @throws DualeditError `tiles-range`, `tiles-fixed`
   */
  tilesOf(width: number, height: number): Promise<number> {
    const { files, unet, vae } = this.pack;
    return chooseTiles({
      decoder: files.vaeDecoder,
      channels: unet.inChannels,
      downsampling: vae.downsampling,
      width,
      height,
      device: this.device,
      asked: this.tiles,
    });
  }

  /** Frees both halves' memory; they are loaded again when next used. */
  async release(): Promise<void> {
    await Promise.all([this.encoder.release(), this.decoder.release()]);
  }
}

async function openEncoder(path: string, device: SessionDevice | undefined): Promise<ModelSession> {
  const session = await createModelSession(path, { device });
  if (session.outputNames[0] !== 'latent_sample') return session;
  await session.release();
  return createModelSession(path, { device, graph: await withoutNoise(path) });
}

const times = ({ from, to }: Span, factor: number): Span => ({ from: from * factor, to: to * factor });

/** RGB planes, −1…1. */
function toPlanes({ data, width, height }: Picture): Float32Array {
  const area = width * height;
  const planes = new Float32Array(3 * area);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++)
      planes[channel * area + i] = data[i * 4 + channel]! / 127.5 - 1;
  }
  return planes;
}

function fromPlanes(planes: Float32Array, width: number, height: number): Picture {
  const area = width * height;
  const data = new Uint8Array(area * 4).fill(255);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = (planes[channel * area + i]! + 1) * 127.5;
      data[i * 4 + channel] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
  return { width, height, data };
}
