import type { Picture } from '@dualedit/foundation';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { lazy } from '../lazy.js';
import type { Pack } from './pack.js';
import { openSession } from './session.js';

/** The pictures' way into and out of the latent space; each half is loaded when first used. */
export class Autoencoder {
  private readonly pack: Pack;
  private readonly encoder: () => Promise<InferenceSession>;
  private readonly decoder: () => Promise<InferenceSession>;

  constructor(pack: Pack) {
    this.pack = pack;
    this.encoder = lazy(() => openSession(pack.files.vaeEncoder));
    this.decoder = lazy(() => openSession(pack.files.vaeDecoder));
  }

  /**
   * The mean latent of a picture, scaled: [channels, height / f, width / f]. Sides must be multiples of f.
   * An export that returns moments (mean and log-variance) is told by its twice as many channels.
   */
  async encode(picture: Picture): Promise<Float32Array> {
    const session = await this.encoder();
    const tensor = new Tensor('float32', toPlanes(picture), [1, 3, picture.height, picture.width]);
    const outputs = await session.run({ [session.inputNames[0]!]: tensor });
    const { downsampling, scalingFactor } = this.pack.vae;
    const size = (this.pack.unet.inChannels * picture.height * picture.width) / (downsampling * downsampling);
    const moments = outputs[session.outputNames[0]!]!.data as Float32Array;
    return moments.slice(0, size).map((value) => value * scalingFactor);
  }

  /** The picture of a scaled latent whose grid is `width × height` cells. */
  async decode(latent: Float32Array, width: number, height: number): Promise<Picture> {
    const session = await this.decoder();
    const { downsampling, scalingFactor } = this.pack.vae;
    const unscaled = latent.map((value) => value / scalingFactor);
    const tensor = new Tensor('float32', unscaled, [1, this.pack.unet.inChannels, height, width]);
    const outputs = await session.run({ [session.inputNames[0]!]: tensor });
    const planes = outputs[session.outputNames[0]!]!.data as Float32Array;
    return fromPlanes(planes, width * downsampling, height * downsampling);
  }
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
