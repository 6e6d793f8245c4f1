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
import type { Model } from '../model.js';
import { ddimPath } from './noise-path.js';
import { signatureOf, TEXT } from './signature.js';

export async function openStableDiffusion(pack: Pack, device: ChosenDevice): Promise<Model> {
  const { files, unet, vae } = pack;
  const tokenizer = await loadTokenizer(files.tokenizer);
  const signature = signatureOf(unet, tokenizer.maxLength);
  const cache = cacheFolder();
  const options = { device, ...(cache && { cache: new DiskCache(join(cache, 'programs')) }) };
  const programs = openPrograms(held(() => DenoiserSource.open(files.unet, signature, options)));
  const textEncoder = held(() => TextEncoder.open(files.textEncoder, device));
  const tokenEmbeddings = held(() => openTokenEmbeddings(files.textEncoder, tokenizer.maxLength, device));
  const autoencoder = new Autoencoder(pack, device);
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
    path: (steps) => ddimPath(pack.scheduler, steps),
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
