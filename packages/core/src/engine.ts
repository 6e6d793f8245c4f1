import { join } from 'node:path';
import { DiskCache } from './cache/disk-cache.js';
import { cacheFolder } from './cache/folder.js';
import { type Held, held } from './held.js';
import type { LossName } from './losses/losses.js';
import { Autoencoder } from './model/autoencoder.js';
import type { ChosenDevice } from './model/device.js';
import type { Pack } from './model/pack.js';
import { TextEncoder } from './text/encoder.js';
import { type ClipTokenizer, loadTokenizer } from './text/tokenizer.js';
import { compileDenoise, type Denoise } from './unet/denoise.js';
import { compileEditStep, type EditStep } from './unet/edit-step.js';
import { compileEmbeddingGradient, type EmbeddingGradient } from './unet/embedding-gradient.js';
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
  /** The gradient of these losses; that of others is freed. */
  latentGradient(losses: readonly LossName[]): Promise<LatentGradient>;
  embeddingGradient(): Promise<EmbeddingGradient>;
  /** Frees the memory of all of them; each is loaded again when next used. */
  release(): Promise<void>;
}

export async function openEngine(pack: Pack, device: ChosenDevice): Promise<Engine> {
  const tokenizer = await loadTokenizer(pack.files.tokenizer);
  const latent = { height: pack.unet.sampleSize, width: pack.unet.sampleSize };
  const cache = cacheFolder();
  const unet = held(() =>
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
  const autoencoder = new Autoencoder(pack, device);
  const models = {
    textEncoder: held(() => TextEncoder.open(pack.files.textEncoder, device)),
    denoise: held(async () => compileDenoise(await unet())),
    sourceMaps: held(async () => compileSourceMaps(await unet())),
    editStep: held(async () => compileEditStep(await unet())),
    latentGradient: lastOf(async (losses) => compileLatentGradient(await unet(), losses)),
    embeddingGradient: held(async () => compileEmbeddingGradient(await unet())),
  };
  return {
    pack,
    device,
    pictureSize: pack.unet.sampleSize * pack.vae.downsampling,
    latent,
    tokenizer,
    autoencoder,
    ...models,
    release: async () => {
      const all = [autoencoder, ...Object.values(models), unet];
      await Promise.all(all.map((model) => model.release()));
    },
  };
}

/** Keeps what was opened last, and frees it when something else is asked for. */
function lastOf(open: (losses: readonly LossName[]) => Promise<LatentGradient>) {
  let kept: { key: string; program: Held<LatentGradient> } | undefined;
  const use = async (losses: readonly LossName[]) => {
    const key = losses.join();
    if (kept?.key !== key) {
      const before = kept;
      kept = { key, program: held(() => open(losses)) };
      await before?.program.release();
    }
    return kept.program();
  };
  return Object.assign(use, { release: async () => kept?.program.release() });
}
