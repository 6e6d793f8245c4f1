import { createRequire } from 'node:module';
import { DEFAULT_METHOD, METHODS, type MethodName, type Pack } from '@dualedit/core';
import { findKnown } from '@dualedit/hub/packs';
import type { ModelInfo } from '../contract.js';
import { LONGEST_COMMAND, MOST_VARIANTS } from '../limits.js';
import type { StudioLimits } from '../options.js';
import { readSamples } from '../samples.js';
import { settingsOf } from '../settings.js';
import type { StudioParts } from '../studio-parts.js';

export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ru'];
/** What somebody with photographs is pointed at. */
const FOR_PHOTOGRAPHS = 'sd-1.5';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What is known of the model before anything is edited. */
export async function modelInfo(
  { pack, isEmbedded, needsToken, finder }: StudioParts,
  limits: StudioLimits,
): Promise<ModelInfo> {
  return {
    name: pack.name,
    embedded: isEmbedded,
    pictureSize: pictureSizeOf(pack),
    ...(pack.words && { words: wordsOf(pack.words) }),
    methods: (Object.keys(METHODS) as MethodName[]).map((name) => ({
      name,
      about: METHODS[name].summary,
      source: METHODS[name].source,
      isDefault: name === DEFAULT_METHOD,
    })),
    settings: settingsOf(pack.defaults.steps ?? METHODS[DEFAULT_METHOD].defaults.steps),
    languages: LANGUAGES,
    ...(isEmbedded && { pull: pullHint() }),
    canPoint: finder.canPoint,
    samples: isEmbedded ? await readSamples() : [],
    needsToken,
    limits: {
      pictureBytes: limits.pictureBytes,
      picturePixels: limits.picturePixels,
      commandLength: LONGEST_COMMAND,
      variants: MOST_VARIANTS,
    },
    versions: { dualedit: version },
  };
}

function pictureSizeOf({ unet, vae }: Pack): number {
  return unet.sampleSize * vae.downsampling;
}

function wordsOf({ nouns, colors, materials = [], backgrounds }: NonNullable<Pack['words']>) {
  return { nouns, colors, materials, backgrounds };
}

function pullHint(): NonNullable<ModelInfo['pull']> {
  const { name, title, bytes = 0, licence } = findKnown(FOR_PHOTOGRAPHS)!;
  return { command: `dualedit models pull ${name}`, title, bytes, licence };
}
