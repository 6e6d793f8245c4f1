import { throwIfAborted } from '@dualedit/foundation';

/** The scores of every token to come next, for a text so far. */
export type DecoderStep = (ids: readonly number[]) => Promise<Float32Array>;

export interface GreedySearch {
  step: DecoderStep;
  /** The token that a text begins with. */
  start: number;
  ends: ReadonlySet<number>;
  /** Tokens at most, the first included. */
  maxLength: number;
  signal?: AbortSignal | undefined;
}

/** The text of the likeliest token at each step, without its first token and its end. */
export async function greedySearch({
  step,
  start,
  ends,
  maxLength,
  signal,
}: GreedySearch): Promise<number[]> {
  const ids = [start];
  while (ids.length < maxLength) {
    throwIfAborted(signal);
    const scores = await step(ids);
    let best = 0;
    for (let id = 1; id < scores.length; id++) if (scores[id]! > scores[best]!) best = id;
    if (ends.has(best)) break;
    ids.push(best);
  }
  return ids.slice(1);
}
