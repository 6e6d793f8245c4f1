import type { Conditioning } from '../family/conditioning.js';
import type { DenoiserSignature } from '../family/signature.js';
import type { Feeds } from '../session/tensors.js';

/** One latent of a batch, [channels, height, width], and the text that it is denoised under. */
export interface Branch {
  latent: Float32Array;
  text: Conditioning;
}

/** The denoiser's own inputs for latents that are run at once, at one timestep. */
export function branchFeeds(
  { latent, timestep, conditioning }: DenoiserSignature,
  branches: readonly Branch[],
  at: { timestep: number; scalarTimestep: boolean },
): Feeds {
  const feeds: Feeds = {
    [latent]: joined(branches.map((branch) => branch.latent)),
    // Exports differ: some take one timestep for the whole batch.
    [timestep]: at.scalarTimestep ? [at.timestep] : branches.map(() => at.timestep),
  };
  for (const name of Object.keys(conditioning)) feeds[name] = joined(branches.map(({ text }) => text[name]!));
  return feeds;
}

/** Arrays one after the other, as the entries of a batch. */
function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** The entries of a batch of `parts`. */
export function split(values: Float32Array, parts: number): Float32Array[] {
  const size = values.length / parts;
  return Array.from({ length: parts }, (_, part) => values.slice(part * size, (part + 1) * size));
}
