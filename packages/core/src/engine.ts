import { join } from 'node:path';
import { DiskCache } from './cache/disk-cache.js';
import { cacheFolder } from './cache/folder.js';
import { lazy } from './lazy.js';
import { Autoencoder } from './model/autoencoder.js';
import type { ChosenDevice } from './model/device.js';
import type { Pack } from './model/pack.js';
import { TextEncoder } from './text/encoder.js';
import { type ClipTokenizer, loadTokenizer } from './text/tokenizer.js';
import { compileDenoise, type Denoise } from './unet/denoise.js';
import { compileEditStep, type EditStep } from './unet/edit-step.js';
import { compileLatentGradient, type LatentGradient } from './unet/latent-gradient.js';
import { compileSourceMaps, type SourceMaps } from './unet/source-maps.js';
import { UnetSource } from './unet/unet-source.js';

/** Side lengths of the model's latent grid. */
export interface LatentSize {
  height: number;
  width: number;
}

/** The models of a pack and the programs compiled from its UNet, each loaded when first used. */
export interface Engine {
  pack: Pack;
  device: ChosenDevice;
  /** Side of the pictures that the model sees, in pixels. */
  pictureSize: number;
  latent: LatentSize;
  tokenizer: ClipTokenizer;
  textEncoder(): Promise<TextEncoder>;
  autoencoder: Autoencoder;
  denoise(): Promise<Denoise>;
  sourceMaps(): Promise<SourceMaps>;
  editStep(): Promise<EditStep>;
  latentGradient(): Promise<LatentGradient>;
}

export async function openEngine(pack: Pack, device: ChosenDevice): Promise<Engine> {
  const tokenizer = await loadTokenizer(pack.files.tokenizer);
  const latent = { height: pack.unet.sampleSize, width: pack.unet.sampleSize };
  const cache = cacheFolder();
  const unet = lazy(() =>
    UnetSource.open(
      pack.files.unet,
      {
        channels: pack.unet.inChannels,
        ...latent,
        tokens: tokenizer.maxLength,
        stateSize: pack.unet.crossAttentionDim,
      },
      { device, ...(cache && { cache: new DiskCache(join(cache, 'programs')) }) },
    ),
  );
  return {
    pack,
    device,
    pictureSize: pack.unet.sampleSize * pack.vae.downsampling,
    latent,
    tokenizer,
    textEncoder: lazy(() => TextEncoder.open(pack.files.textEncoder, device)),
    autoencoder: new Autoencoder(pack, device),
    denoise: lazy(async () => compileDenoise(await unet())),
    sourceMaps: lazy(async () => compileSourceMaps(await unet())),
    editStep: lazy(async () => compileEditStep(await unet())),
    latentGradient: lazy(async () => compileLatentGradient(await unet())),
  };
}
