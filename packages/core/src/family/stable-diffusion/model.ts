import { join } from 'node:path';
import { Autoencoder } from '../../autoencoder/autoencoder.js';
import { DiskCache } from '../../cache/disk-cache.js';
import { cacheFolder } from '../../cache/folder.js';
import type { Pack } from '../../pack/pack.js';
import { DenoiserSource } from '../../programs/denoiser-source.js';
import { openPrograms } from '../../programs/programs.js';
import { openTokenEmbeddings } from '../../programs/token-embeddings.js';
import type { ChosenDevice } from '../../session/device.js';
import { held } from '../../session/held.js';
import { TextEncoder } from '../../text/encoder.js';
import { loadTokenizer } from '../../text/tokenizer.js';
import type { Model, ModelParts } from '../model.js';
import type { NoisePath } from '../noise-path.js';
import { TEXT } from './inputs.js';
import { ddimPath } from './noise-path.js';
import { signatureOf } from './signature.js';

export const openStableDiffusion = (pack: Pack, device: ChosenDevice, parts?: ModelParts): Promise<Model> =>
  openWith(pack, device, { parts, path: (steps) => ddimPath(pack.scheduler, steps) });

/** Opens a UNet of this kind beside CLIP's text encoder and an autoencoder, its own or those of another model. */
export async function openWith(
  pack: Pack,
  device: ChosenDevice,
  { parts: shared, path }: { parts: ModelParts | undefined; path: (steps: number) => NoisePath },
): Promise<Model> {
  const { files, unet, vae } = pack;
  const parts = shared ?? (await openParts(pack, device));
  const { tokenizer, textEncoder, tokenEmbeddings, autoencoder } = parts;
  const signature = signatureOf(unet, tokenizer.maxLength);
  const cache = cacheFolder();
  const options = { device, ...(cache && { cache: new DiskCache(join(cache, 'programs')) }) };
  const programs = openPrograms(held(() => DenoiserSource.open(files.unet, signature, options)));
  const { channels, height, width } = signature.size;
  const pictureSize = unet.sampleSize * vae.downsampling;
  return {
    pack,
    device,
    signature,
    latent: signature.size,
    pictureSize,
    tokenizer,
    autoencoder,
    programs,
    tokenEmbeddings,
    parts,
    plainModels: [
      { name: 'text encoder', path: files.textEncoder, shape: [1, tokenizer.maxLength] },
      { name: 'picture encoder', path: files.vaeEncoder, shape: [1, 3, pictureSize, pictureSize] },
      { name: 'picture decoder', path: files.vaeDecoder, shape: [1, channels, height, width] },
    ],
    condition: async (texts) => {
      const encoder = await textEncoder();
      const conditionings = [];
      for (const ids of texts) conditionings.push({ [TEXT]: await encoder.encode(ids) });
      return conditionings;
    },
    path,
    makeRoom: async () => {
      if (await programs.isLarge()) {
        await Promise.all([textEncoder, tokenEmbeddings, autoencoder].map((part) => part.release()));
      }
    },
    release: async () => {
      await Promise.all([programs, textEncoder, tokenEmbeddings, autoencoder].map((part) => part.release()));
    },
  };
}

async function openParts({ files, ...pack }: Pack, device: ChosenDevice): Promise<ModelParts> {
  const tokenizer = await loadTokenizer(files.tokenizer);
  return {
    tokenizer,
    textEncoder: held(() => TextEncoder.open(files.textEncoder, device)),
    tokenEmbeddings: held(() => openTokenEmbeddings(files.textEncoder, tokenizer.maxLength, device)),
    autoencoder: new Autoencoder({ ...pack, files }, device),
  };
}
