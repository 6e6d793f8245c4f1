import type { Graph, Value } from '@dualedit/onnx-autograd';
import type { LossInputs } from '../losses/losses.js';
import type { Feeds } from './program.js';

/** Edits that one compiled program has room for; spare columns cost next to nothing. */
export const MAX_EDITS = 8;

/** What one edit means to the losses. */
export interface LossEdit {
  /** Positions in the target prompt: all pieces of its phrase, and those that are new. */
  objectTokens: readonly number[];
  newTokens: readonly number[];
  /** Positions in the source prompt of what the edit takes away. */
  removedTokens: readonly number[];
  /** [positions]: the area-averaged mask Sᵢ at the loss resolution, 0…1, not all 0. */
  mask: Float32Array;
}

export interface LossFeeds {
  edits: readonly LossEdit[];
  /** Positions in the source prompt that both prompts share. */
  commonTokens: readonly number[];
  /** A map is multiplied by it before the first term of the Object Alignment Loss. */
  objectScale: number;
}

/** Positions and tokens of the maps that the losses read. */
export interface LossGrid {
  positions: number;
  tokens: number;
}

/** The part of the losses' inputs that does not come from the UNet. */
type GivenInputs = Omit<LossInputs, 'probabilities' | 'injected' | 'sourceProbabilities' | 'negative'>;

/** Adds what the losses need beside attention maps as graph inputs; those that no loss reads are pruned later. */
export function addLossInputs(graph: Graph, { positions, tokens }: LossGrid): GivenInputs {
  const input = (name: string, shape: number[]): Value => graph.addInput(name, 'float32', shape);
  return {
    active: input('active_edits', [1, MAX_EDITS]),
    objectTokens: input('object_tokens', [tokens, MAX_EDITS]),
    newTokens: input('new_tokens', [tokens, MAX_EDITS]),
    removedTokens: input('removed_tokens', [tokens, MAX_EDITS]),
    commonTokens: input('common_tokens', [tokens, 1]),
    masks: input('edit_masks', [positions, MAX_EDITS]),
    maskWeights: input('mask_weights', [positions, MAX_EDITS]),
    scale: input('object_scale', []),
  };
}

/** The numbers for the inputs that {@link addLossInputs} added. */
export function lossFeeds({ edits, commonTokens, objectScale }: LossFeeds, grid: LossGrid): Feeds {
  const columns = (rows: number) => new Float32Array(rows * MAX_EDITS);
  const feeds = {
    active_edits: columns(1).fill(1, 0, edits.length),
    object_tokens: columns(grid.tokens),
    new_tokens: columns(grid.tokens),
    removed_tokens: columns(grid.tokens),
    common_tokens: new Float32Array(grid.tokens),
    edit_masks: columns(grid.positions),
    mask_weights: columns(grid.positions),
    object_scale: [objectScale],
  };
  edits.forEach((edit, column) => {
    for (const token of edit.objectTokens) feeds.object_tokens[token * MAX_EDITS + column] = 1;
    for (const token of edit.newTokens) feeds.new_tokens[token * MAX_EDITS + column] = 1;
    for (const token of edit.removedTokens) feeds.removed_tokens[token * MAX_EDITS + column] = 1;
    const area = edit.mask.reduce((sum, value) => sum + value, 0);
    edit.mask.forEach((value, position) => {
      feeds.edit_masks[position * MAX_EDITS + column] = value;
      feeds.mask_weights[position * MAX_EDITS + column] = value / area;
    });
  });
  for (const token of commonTokens) feeds.common_tokens[token] = 1;
  return feeds;
}
