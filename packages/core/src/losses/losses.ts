import { colorConsistency } from './color-consistency.js';
import type { Loss } from './loss.js';
import { negativePrompt } from './negative-prompt.js';
import { objectAlignment } from './object-alignment.js';
import { spatialRatio } from './spatial-ratio.js';
import { tokenRatio } from './token-ratio.js';

/** Every loss that an edit can be steered by, by the name that settings use. */
export const LOSSES = {
  oal: objectAlignment,
  ccl: colorConsistency,
  tokenRatio,
  spatialRatio,
  negativePrompt,
} satisfies Record<string, Loss>;

export type LossName = keyof typeof LOSSES;

/** A number for some of the losses. */
export type LossValues = Partial<Record<LossName, number>>;

/** The losses whose weight λ is not 0, in a fixed order: the others are left out of every program. */
export function lossesInUse(weights: LossValues): Loss[] {
  const names = Object.keys(LOSSES) as LossName[];
  return names.filter((name) => (weights[name] ?? 0) !== 0).map((name) => LOSSES[name]);
}

type SettingsOf<L> = L extends { settings: infer S } ? { [K in keyof S]: number } : never;
type Joined<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/** The settings of all losses' own, such as `objectScale`. */
export type LossSettings = Joined<SettingsOf<(typeof LOSSES)[LossName]>>;

export function lossDefaults(): LossSettings {
  return Object.assign({}, ...Object.values(LOSSES).map(({ settings }) => settings));
}
