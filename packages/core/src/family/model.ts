import { join } from 'node:path';
import { Autoencoder } from '../autoencoder/autoencoder.js';
import { DiskCache } from '../cache/disk-cache.js';
import { cacheFolder } from '../cache/folder.js';
import type { InversionName } from '../inversions/inversions.js';
import type { LossName } from '../losses/losses.js';
import type { Pack } from '../pack/pack.js';
import { compileSourceMaps, SOURCE_MAPS, type SourceMaps } from '../programs/attention-maps.js';
import type { ProgramMemory } from '../programs/compiled.js';
import { compileDenoise, DENOISE, type Denoise } from '../programs/denoise.js';
import { UnetSource } from '../programs/denoiser-source.js';
import { compileEditStep, EDIT_STEP, type EditStep } from '../programs/edit-step.js';
import { compileEditStepApart, TARGET_STEP } from '../programs/edit-step-apart.js';
import {
  compileEmbeddingGradient,
  EMBEDDING_GRADIENT,
  type EmbeddingGradient,
} from '../programs/embedding-gradient.js';
import { compileLatentGradient, type LatentGradient, latentGradient } from '../programs/latent-gradient.js';
import type { Recipe } from '../programs/recipe.js';
import type { ChosenDevice } from '../session/device.js';
import { type Held, held } from '../session/held.js';
import { TextEncoder } from '../text/encoder.js';
import { type ClipTokenizer, loadTokenizer } from '../text/tokenizer.js';

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
  /** The gradient of these losses, read near `side` × `side`; that of others is freed. */
  latentGradient(losses: readonly LossName[], side: number): Promise<LatentGradient>;
  embeddingGradient(): Promise<EmbeddingGradient>;
  /** What the UNet's programs take, before any is opened: compiled, or from the cache. */
  programMemory(use: ProgramUse): Promise<PartMemory[]>;
  /**
   * From now on the autoencoder takes pictures in so many tiles along a side, or in as few as memory allows. Returns
   * the number.
   * @throws DualeditError `tiles-range`, `tiles-fixed`
   */
  useTiles(asked: number | undefined): Promise<number>;
  /** Frees the models that stand beside a large UNet, which takes what memory there is, until they are used again. */
  makeRoom(): Promise<void>;
  /** Frees the memory of all of them; each is loaded again when next used. */
  release(): Promise<void>;
}

/** What decides which programs an edit runs. */
export interface ProgramUse {
  losses: readonly LossName[];
  lossSide: number;
  inversion: InversionName;
}

/** What one model or program takes, in bytes. */
export interface PartMemory extends ProgramMemory {
  name: string;
}

/** Whether an edit step takes one latent after the other. */
const isApart = (unet: UnetSource) => unet.isLarge || !unet.takesBatches;

function recipesFor(unet: UnetSource, { losses, lossSide, inversion }: ProgramUse): Recipe<unknown>[] {
  return [
    DENOISE,
    SOURCE_MAPS,
    isApart(unet) ? TARGET_STEP : EDIT_STEP,
    ...(losses.length > 0 ? [latentGradient(losses, lossSide)] : []),
    ...(inversion === 'null-text' ? [EMBEDDING_GRADIENT] : []),
  ];
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
  const denoise = held(async () => compileDenoise(await unet()));
  const models = {
    denoise,
    textEncoder: held(() => TextEncoder.open(pack.files.textEncoder, device)),
    sourceMaps: held(async () => compileSourceMaps(await unet())),
    editStep: held(async () => {
      const source = await unet();
      return isApart(source) ? compileEditStepApart(source, denoise) : compileEditStep(source);
    }),
    latentGradient: lastOf(async (losses, side) => compileLatentGradient(await unet(), losses, side)),
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
    programMemory: async (use) => {
      const source = await unet();
      const all = recipesFor(source, use).map(async (recipe) => {
        const { model } = await source.compile(recipe);
        return { name: recipe.name, ...model.memory };
      });
      return Promise.all(all);
    },
    useTiles: async (asked) => {
      autoencoder.tiles = asked;
      autoencoder.tiles = await autoencoder.tilesOf(latent.width, latent.height);
      return autoencoder.tiles;
    },
    makeRoom: async () => {
      if (!(await unet()).isLarge) return;
      await Promise.all([models.textEncoder.release(), autoencoder.release()]);
    },
    release: async () => {
      const all = [autoencoder, ...Object.values(models), unet];
      await Promise.all(all.map((model) => model.release()));
    },
  };
}

/** Keeps what was opened last, and frees it when something else is asked for. */
function lastOf(open: Engine['latentGradient']) {
  let kept: { key: string; program: Held<LatentGradient> } | undefined;
  const use = async (losses: readonly LossName[], side: number) => {
    const key = [...losses, side].join();
    if (kept?.key !== key) {
      const before = kept;
      kept = { key, program: held(() => open(losses, side)) };
      await before?.program.release();
    }
    return kept.program();
  };
  return Object.assign(use, { release: async () => kept?.program.release() });
}
