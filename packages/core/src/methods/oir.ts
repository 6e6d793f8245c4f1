import { throwIfAborted } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import { guided } from '../family/guidance.js';
import { guidanceScales, keepOriginal } from './attention-control/strength.js';
import { latentShares, merged } from './lomoe/shares.js';
import type { Method, Run, Scene } from './method.js';
import { searchDepth } from './oir/search.js';
import { OIR, type OirSettings } from './oir/settings.js';

// Cost relative to a plain run: two runs a step, and a look at what came out.
const STEP = 2;
const LOOK = 3;

/** Candidates of one search, about. */
const candidates = ({ steps, depths }: OirSettings) =>
  depths + 2 * Math.ceil(Math.log2(Math.max(2, steps / depths)));

/**
 * Object-aware inversion and reassembly (OIR; Yang et al. 2024). Each thing has a depth of its own from which it is
 * edited best: of all candidates, denoised to the picture, the one that shows the target best in its region and changes
 * the rest least,
 *
 *     d* = argmax_d  S_target(d) + S_background(d)
 *
 * Each is denoised from there, apart, until they are put together in the inverted picture; from there all go a few steps
 * back to noise, and are denoised together. The source prompt is the unconditional one throughout. One thing alone is
 * its best candidate.
 */
export const oir: Method<OirSettings> = {
  summary: 'OIR: finds for each thing how far back its edit begins',
  source: 'OIR',
  defaults: OIR,
  inversions: ['direct'],
  promptsRegions: 'scene',
  scores: true,
  plan: (settings, edits) => {
    const search = candidates(settings) * (STEP * 0.6 * settings.steps + LOOK);
    const together =
      settings.steps * (STEP * (settings.reassembly + settings.reinversion) + settings.reinversion);
    return { programs: ['denoise'], costs: [...Array<number>(edits).fill(search), together] };
  },
  run: async (scene, run) => {
    const { path, inversion, settings, regions, latentMask: inside } = scene;
    const { trajectory } = inversion;
    const { steps } = path;
    const counter = { runs: 0 };
    const total = regions.length + 1;
    const depths: number[] = [];
    const found: Float32Array[] = [];
    for (const [n, region] of regions.entries()) {
      const drawn = new Map<number, Float32Array>();
      const depth = await searchDepth(steps, settings.depths, async (candidate) => {
        const latent = await denoised(scene, run, counter, {
          start: trajectory[candidate]!,
          from: candidate,
          to: 0,
          target: region.text!,
        });
        drawn.set(candidate, latent);
        return scene.score!(latent, n);
      });
      depths.push(depth);
      found.push(drawn.get(depth)!);
      await run.onStep?.(n + 1, total, () => drawn.get(depth)!);
    }

    const shares = latentShares(regions, inside, false);
    const kept = (latent: Float32Array) => {
      const strengths = inside.map((strength) => strength * scene.strength);
      return keepOriginal(latent, trajectory[0]!, { inside, strengths, done: 1, blends: settings.blend > 0 });
    };
    const latent = kept(
      regions.length === 1 ? found[0]! : await together(scene, run, counter, { depths, shares }),
    );
    await run.onStep?.(total, total, () => latent);
    const shown = [latent, ...trajectory.slice(1)];
    const extra = { losses: [], gradientRuns: 0, depths };
    return { latent, trajectory: shown, unetRuns: counter.runs, ...extra };
  },
};

interface Together {
  depths: readonly number[];
  shares: ReturnType<typeof latentShares>;
}

/** Reassembly, re-inversion, and the last steps under the whole target prompt. */
async function together(
  scene: Scene<OirSettings>,
  run: Run,
  counter: { runs: number },
  { depths, shares }: Together,
): Promise<Float32Array> {
  const { path, inversion, settings, regions, text } = scene;
  const { trajectory } = inversion;
  const meet = Math.round(settings.reassembly * path.steps);
  const back = Math.min(path.steps, meet + Math.round(settings.reinversion * path.steps));
  const apart: Float32Array[] = [];
  for (const [n, region] of regions.entries()) {
    const from = Math.max(depths[n]!, meet);
    const way = { start: trajectory[from]!, from, to: meet, target: region.text! };
    apart.push(await denoised(scene, run, counter, way));
  }
  let latent = merged([trajectory[meet]!, ...apart], shares);
  const denoise = await scene.programs.denoise();
  for (let k = meet; k < back; k++) {
    throwIfAborted(run.signal);
    const index = path.steps - 1 - k;
    counter.runs++;
    latent = path.inverseStep(index, latent, await denoise.run(latent, path.timesteps[index]!, text.source));
  }
  return denoised(scene, run, counter, { start: latent, from: back, to: 0, target: text.target });
}

/** Steps, counted from the picture. */
interface Way {
  start: Float32Array;
  from: number;
  to: number;
  target: Conditioning;
}

/** Guided from the source prompt towards another one. */
async function denoised(
  { path, programs, text, settings, strength, latentMask }: Scene<OirSettings>,
  { signal }: Run,
  counter: { runs: number },
  { start, from, to, target }: Way,
): Promise<Float32Array> {
  const denoise = await programs.denoise();
  const scales = guidanceScales(
    latentMask.map((cell) => cell * strength),
    settings.guidanceScale,
  );
  let latent = start;
  for (let k = from; k > to; k--) {
    throwIfAborted(signal);
    const index = path.steps - k;
    const timestep = path.timesteps[index]!;
    const source = await denoise.run(latent, timestep, text.source);
    const told = await denoise.run(latent, timestep, target);
    counter.runs += 2;
    latent = path.step(index, latent, guided(source, told, scales));
  }
  return latent;
}
