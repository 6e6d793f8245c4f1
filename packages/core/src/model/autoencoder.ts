import type { Picture } from '@dualedit/foundation';
import { type Held, held } from '../held.js';
import { withoutNoise } from './encoder-mean.js';
import { createModelSession, type ModelSession } from './model-session.js';
import type { Pack } from './pack.js';
import type { SessionDevice } from './session.js';

/** The pictures' way into and out of the latent space; each half is loaded when first used. */
export class Autoencoder {
  private readonly pack: Pack;
  private readonly encoder: Held<ModelSession>;
  private readonly decoder: Held<ModelSession>;

  constructor(pack: Pack, device?: SessionDevice) {
    this.pack = pack;
    this.encoder = held(() => openEncoder(pack.files.vaeEncoder, device));
    this.decoder = held(() => createModelSession(pack.files.vaeDecoder, { device }));
  }

  /**
   * The mean latent of a picture, scaled: [channels, height / f, width / f]. Sides must be multiples of f.
   * An export that returns moments (mean and log-variance) is told by its twice as many channels.
   */
  async encode(picture: Picture): Promise<Float32Array> {
    const session = await this.encoder();
    const outputs = await session.run(toPlanes(picture), [1, 3, picture.height, picture.width]);
    const { downsampling, scalingFactor } = this.pack.vae;
    const size = (this.pack.unet.inChannels * picture.height * picture.width) / (downsampling * downsampling);
    return outputs[session.outputNames[0]!]!.slice(0, size).map((value) => value * scalingFactor);
  }

  /** The picture of a scaled latent whose grid is `width × height` cells. */
  async decode(latent: Float32Array, width: number, height: number): Promise<Picture> {
    const session = await this.decoder();
    const { downsampling, scalingFactor } = this.pack.vae;
    const unscaled = latent.map((value) => value / scalingFactor);
    const outputs = await session.run(unscaled, [1, this.pack.unet.inChannels, height, width]);
    return fromPlanes(outputs[session.outputNames[0]!]!, width * downsampling, height * downsampling);
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
