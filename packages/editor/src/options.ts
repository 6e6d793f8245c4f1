import type { Device } from '@dualedit/core';
import type { EngineProcess } from '@dualedit/core/engine-process';

/** Every device that may be asked for; `auto` takes the best that works. */
export const DEVICES = [
  'auto',
  'cpu',
  'cuda',
  'webgpu',
  'coreml',
  'dml',
] as const satisfies readonly Device[];

/** What finds masks from words: a pack's detector and SAM, or its diffusion model's own attention. */
export const MASK_SOURCES = ['segmenter', 'attention'] as const;

export type MaskSourceName = (typeof MASK_SOURCES)[number];

export interface OpenOptions {
  /** A model pack: `diorama`, the name of one that was pulled, or a folder. Defaults to `diorama`, the embedded one. */
  model?: string | undefined;
  /** Where the models run. Defaults to `auto`. */
  device?: Device | undefined;
  /** What finds masks from words. Defaults to the pack's segmenter, or to `attention` if the pack has none. */
  maskSource?: MaskSourceName | undefined;
  /**
   * Whether results that the pack's safety checker flags are withheld. `auto` checks if the pack has a checker;
   * `true` refuses a pack without one. Defaults to `false`, which suits people's own pictures; whoever makes
   * pictures for others should say `auto`.
   */
  safetyCheck?: boolean | 'auto' | undefined;
  /** Whether the pack's captioner, if it has one, describes a picture that comes without a prompt. Defaults to `true`. */
  captions?: boolean | undefined;
  /**
   * Whether the editor needs its card to itself: another exclusive editor on the same card of this machine, in whichever
   * process, is refused until this one is closed. The CPU is shared. Defaults to `false`; services that stay loaded use
   * `true`.
   */
  exclusive?: boolean | undefined;
  /** A process that was started ahead, in which the engine is loaded; the editor ends it. Defaults to one of its own. */
  engine?: EngineProcess | undefined;
  /** Stops opening. It has no effect on an editor that is open. */
  signal?: AbortSignal | undefined;
}
