import type { MethodSettings, StepLosses } from '@dualedit/core';
import type { Scores } from '../metrics/definitions.js';
import type { EditRecord } from './edit-record.js';

/** One arm's result on one item: the scores of the pasted picture, and of what the model drew before the paste. */
export interface ArmResult {
  pasted: Scores;
  model: Scores;
  facts: EditRecord['facts'];
  losses: StepLosses[];
  /** Per edit, whether it came out in the pasted picture; absent if the data set does not say what it asks for. */
  outcomes?: boolean[];
}

/** An edit that could not be made, by its error's code. */
export interface Failure {
  failed: string;
  message: string;
}

export interface ItemResult {
  id: string;
  split: string;
  /** Whether shapes may change, or colours and materials alone. */
  kind: 'new objects' | 'attributes alone' | 'removals' | 'backgrounds';
  edits: string[];
  prompt?: string;
  targetPrompt: string;
  arms: Record<string, ArmResult | Failure>;
  /** What the scores can be: of the unedited picture, its reconstruction, and the true answer where known. */
  references: Partial<Record<Reference, Scores>>;
}

export const REFERENCES = ['unedited', 'autoencoder', 'true answer'] as const;
export type Reference = (typeof REFERENCES)[number];

/** A whole run, as it is written to JSON. */
export interface BenchRun {
  data: string;
  arms: { name: string; method: string; settings: MethodSettings }[];
  items: ItemResult[];
  /** How many items the data set has: more than `items` where the run was cut short. */
  wanted: number;
  skipped: { id: string; reason: string }[];
  /** The networks that scores were taken with. */
  networks: Record<string, string>;
  /** Hashes of the pack and of the engine's code. */
  basis: { pack: string; engine: string };
}

export function isFailure(result: ArmResult | Failure): result is Failure {
  return 'failed' in result;
}
