import { throwIfAborted } from '@dualedit/foundation';
import type { Conditioning } from '../../family/conditioning.js';
import { adjectiveBinding } from '../../losses/adjective-binding.js';
import type { LossEdit } from '../../losses/loss.js';
import { overlap } from '../../losses/overlap.js';
import { similarity } from '../../losses/similarity.js';
import type { GradientRecipe } from '../../programs/gradient-recipe.js';
import type { TokenEmbeddings } from '../../programs/token-embeddings.js';
import { LOSS_SIDE } from '../../surgery/attention-sites.js';
import { Adam } from '../adam.js';
import type { Inversion, InversionRequest, NamedThing } from '../inversion.js';
import type { Trajectory } from '../trajectory.js';
import type { Prior, WordLoss } from './priors.js';

export const WORDS: GradientRecipe = {
  losses: [similarity, overlap, adjectiveBinding],
  wrt: 'text',
  side: LOSS_SIDE,
  injects: false,
};

/** Gradient steps at each timestep, at most; their learning rate and weight decay. */
const INNER_STEPS = 31;
const RATE = 1e-3;
const DECAY = 1e-2;
/** The thresholds' steps are those of the paper. */
const STEPS_OF_PAPER = 50;

export interface LearnedWords {
  trajectory: Trajectory;
  /** The source prompt's conditioning of each denoising step, the noisiest first. */
  source: Conditioning[];
  /** The embeddings of the learned tokens at each of them, [positions · width]. */
  rows: Float32Array[];
  /** Their positions in the source prompt. */
  positions: number[];
}

/**
 * Dynamic prompt learning: the trajectory to noise, at each of whose latents the nouns' token embeddings V move by
 * AdamW until the losses are under their thresholds,
 *
 *     V ← V − η ∇(λ_sim L_sim + λ_ovl L_ovl + λ_adj L_adj),    TH_i = β · exp(−i/α),
 *
 * through the denoiser to its text embedding, and on through the text encoder. Each step begins with the embeddings of
 * the step before, and the trajectory goes on under what was learned.
 */
export async function learnWords(request: InversionRequest, { aims, shape }: Prior): Promise<LearnedWords> {
  const { path, trajectory: toNoise, text, textInput, signal } = request;
  const { ids, things, embeddings } = request.words!;
  const words = await embeddings();
  const [gradient, denoise] = [await request.programs.gradient(WORDS), await request.programs.denoise()];
  const edits = lossEdits(things, shape, gradient.positions);
  const hasAdjectives = things.some(({ adjectives }) => adjectives.length > 0);
  const names = (Object.keys(aims) as WordLoss[]).filter(
    (name) => aims[name].weight > 0 && (name !== 'adjectiveBinding' || hasAdjectives),
  );
  const weights = Object.fromEntries(names.map((name) => [name, aims[name].weight]));
  const positions = [...new Set(things.flatMap(({ noun, adjectives }) => [...noun, ...adjectives]))];

  let embedded = await words.embed(ids);
  const width = embedded.length / ids.length;
  const trajectory = [toNoise[0]!];
  const learned: LearnedWords = { trajectory, source: [], rows: [], positions };
  for (let k = 0; k < path.steps; k++) {
    const index = path.steps - 1 - k;
    const latent = trajectory[k]!;
    const timestep = path.timesteps[index]!;
    const i = (k * STEPS_OF_PAPER) / path.steps;
    const isDone = (losses: Record<string, number>) =>
      names.every((name) => losses[name]! < aims[name].beta * Math.exp(-i / aims[name].alpha));
    const adam = new Adam(rowsOf(embedded, positions, width), RATE, DECAY);
    for (let inner = 0; inner < INNER_STEPS; inner++) {
      throwIfAborted(signal);
      const about = { edits, commonTokens: [], settings: {} };
      const conditioning = { ...text.source, [textInput]: await words.encode(embedded) };
      const found = await gradient.run({ latent, timestep, text: conditioning, about, weights });
      if (isDone(found.losses)) break;
      const byEmbeddings = await words.pullback(embedded, found.gradient);
      adam.step(rowsOf(byEmbeddings, positions, width));
      embedded = withRows(embedded, positions, adam.values);
    }
    learned.source[index] = { ...text.source, [textInput]: await words.encode(embedded) };
    learned.rows[index] = rowsOf(embedded, positions, width);
    const output = await denoise.run(latent, timestep, learned.source[index]);
    trajectory.push(path.inverseStep(index, latent, output));
    request.onStep?.(k + 1, 2 * path.steps);
  }
  return learned;
}

/**
 * The conditioning of another prompt at each step, with what was learned for the tokens that it shares.
 * @param tokenMap for each of its tokens that of the source prompt, or −1
 */
export async function withLearned(
  words: TokenEmbeddings,
  ids: readonly number[],
  tokenMap: Int32Array,
  { rows, positions }: NonNullable<Inversion['learned']>,
): Promise<Float32Array[]> {
  const embedded = await words.embed(ids);
  const width = embedded.length / ids.length;
  const encoded: Float32Array[] = [];
  for (const learned of rows) {
    const changed = embedded.slice();
    tokenMap.forEach((source, token) => {
      const row = positions.indexOf(source);
      if (row >= 0) changed.set(learned.subarray(row * width, (row + 1) * width), token * width);
    });
    encoded.push(await words.encode(changed));
  }
  return encoded;
}

function lossEdits(things: readonly NamedThing[], shape: Prior['shape'], positions: number): LossEdit[] {
  return things.map(({ noun, adjectives, maskAt, boxAt }) => ({
    objectTokens: noun,
    newTokens: adjectives,
    removedTokens: [],
    mask: shape === 'box' ? boxAt(positions) : maskAt(positions),
  }));
}

function rowsOf(embedded: Float32Array, positions: readonly number[], width: number): Float32Array {
  const rows = new Float32Array(positions.length * width);
  positions.forEach((position, row) => {
    rows.set(embedded.subarray(position * width, (position + 1) * width), row * width);
  });
  return rows;
}

function withRows(embedded: Float32Array, positions: readonly number[], rows: Float32Array): Float32Array {
  const width = rows.length / positions.length;
  const changed = embedded.slice();
  positions.forEach((position, row) => {
    changed.set(rows.subarray(row * width, (row + 1) * width), position * width);
  });
  return changed;
}
