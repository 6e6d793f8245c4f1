import { throwIfAborted } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import type { NoisePath } from '../family/noise-path.js';
import type { Trajectory } from '../inversions/trajectory.js';
import type { AttentionMaps } from '../programs/attention-maps.js';
import type { AttentionSite } from '../surgery/attention-sites.js';
import { lossSites } from '../surgery/attention-sites.js';

/** Where along the inversion the maps are read, as fractions of the way to noise: layout is decided there. */
const READ_AT = [0.1, 0.2, 0.3, 0.4, 0.5];

export interface WordMapRequest {
  maps: AttentionMaps;
  trajectory: Trajectory;
  path: NoisePath;
  /** Of the prompt. */
  text: Conditioning;
  /** Per phrase: the positions of its pieces in the prompt. */
  phrases: readonly (readonly number[])[];
  signal?: AbortSignal | undefined;
}

/** Attention to each phrase, [positions], averaged over steps, the ≈16×16 layers and heads. */
export async function wordMaps(request: WordMapRequest): Promise<Float32Array[]> {
  const { maps, trajectory, path, text, phrases } = request;
  const read = lossSites(maps.sites);
  const { positions } = read[0]!;
  const sums = phrases.map(() => new Float32Array(positions));
  for (const fraction of READ_AT) {
    throwIfAborted(request.signal);
    const k = Math.max(1, Math.round(fraction * path.steps));
    const bySite = await maps.run(trajectory[k]!, path.timesteps[path.steps - k]!, text);
    for (const site of read) {
      const map = bySite[maps.sites.indexOf(site)]!;
      phrases.forEach((tokens, phrase) => {
        addTokens(sums[phrase]!, map, site, tokens);
      });
    }
  }
  return sums.map((sum) => sum.map((value) => value / (READ_AT.length * read.length)));
}

/** Adds a phrase's attention, summed over its pieces and averaged over heads, to `sum`. */
function addTokens(
  sum: Float32Array,
  map: Float32Array,
  site: AttentionSite,
  tokens: readonly number[],
): void {
  for (let head = 0; head < site.heads; head++) {
    for (let position = 0; position < site.positions; position++) {
      const row = (head * site.positions + position) * site.keys;
      for (const token of tokens) sum[position]! += map[row + token]! / site.heads;
    }
  }
}
