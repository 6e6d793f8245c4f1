import { type HostOptions, hasSafetyChecker } from '@dualedit/core';
import { hasSegmenter, readSegmenterModels } from '@dualedit/segmenter/pack';
import type { MaskSourceName, OpenOptions } from './options.js';

/**
 * Decides which optional parts of a pack an editor uses, as `openEditor` does; for dry runs.
 * @param pack folder of the model pack
 * @throws DualeditError `pack-without-segmenter`, `pack-incomplete`, `pack-unreadable` if a segmenter was asked for by
 * name and the pack has no whole one
 */
export async function chooseParts(
  pack: string,
  { maskSource, safetyCheck = false, captions = true }: OpenOptions,
): Promise<Pick<HostOptions, 'maskSource' | 'safetyCheck' | 'captions'>> {
  const module = await maskModule(pack, maskSource);
  return {
    ...(module !== undefined && { maskSource: module }),
    safetyCheck: safetyCheck === 'auto' ? hasSafetyChecker(pack) : safetyCheck,
    captions,
  };
}

/** The module that finds masks from words in the engine's process; undefined if the diffusion model's attention does. */
async function maskModule(pack: string, asked: MaskSourceName | undefined): Promise<string | undefined> {
  // What is only half there by default may still edit inside masks that are given.
  if (asked === 'segmenter') await readSegmenterModels(pack);
  const source = asked ?? (hasSegmenter(pack) ? 'segmenter' : 'attention');
  return source === 'segmenter' ? import.meta.resolve('@dualedit/segmenter') : undefined;
}
