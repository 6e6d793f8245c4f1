import { gaussian, uniforms } from '../../family/gaussian.js';
import type { Scene } from '../method.js';
import type { Region } from '../region.js';
import type { LomoeSettings } from './settings.js';

/** What is shown of a latent at one step: some of its cells, and a plain color, noised, elsewhere. */
export interface Bootstrapping {
  /** All regions before one color. */
  all(step: number, latent: Float32Array): Float32Array;
  /** One region before its own. */
  one(step: number, region: number, latent: Float32Array): Float32Array;
}

/** One random color per region, and one for all of them, with noise that is drawn anew at each step. */
export async function bootstrapping({
  path,
  regions,
  latentMask,
  settings,
  solid,
  seed,
}: Scene<LomoeSettings>): Promise<Bootstrapping> {
  const steps = Math.ceil(settings.bootstrap * path.steps);
  const cells = latentMask.length;
  const colors = uniforms(seed);
  const backs: Float32Array[] = [];
  for (let i = 0; i <= (steps > 0 ? regions.length : -1); i++) {
    const [red, green, blue] = [colors(), colors(), colors()];
    backs.push(await solid([red, green, blue]));
  }
  const size = backs[0]?.length ?? 0;
  const noise = gaussian(size * steps * backs.length, seed);
  const masks = regions.map((region) => inside(region, cells));
  const union = Float32Array.from({ length: cells }, (_, i) => Math.max(...masks.map((mask) => mask[i]!)));
  const before = (step: number, n: number, mask: Float32Array, latent: Float32Array) => {
    const at = (step * backs.length + n) * size;
    const back = path.noised(step, backs[n]!, noise.subarray(at, at + size));
    return latent.map((z, i) => (mask[i % cells]! > 0 ? z : back[i]!));
  };
  return {
    all: (step, latent) => before(step, regions.length, union, latent),
    one: (step, region, latent) => before(step, region, masks[region]!, latent),
  };
}

const inside = (region: Region, cells: number) => region.wholeAt(cells).map((share) => Number(share >= 0.5));
