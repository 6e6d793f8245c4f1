import { hasSegmenter } from '@dualedit/segmenter/pack';
import type { MaskSourceName } from '../options.js';

/**
 * The module that finds masks from words: the segmenter, where the pack has one or it is asked for, or none,
 * where the diffusion model's own attention finds them.
 */
export function maskModule(pack: string, asked: MaskSourceName | undefined): string | undefined {
  const source = asked ?? (hasSegmenter(pack) ? 'segmenter' : 'attention');
  return source === 'segmenter' ? import.meta.resolve('@dualedit/segmenter') : undefined;
}
