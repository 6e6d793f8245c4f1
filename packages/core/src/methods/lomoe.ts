import { throwIfAborted } from '@dualedit/foundation';
import { guided } from '../family/guidance.js';
import { attentionPreservation } from '../losses/attention-preservation.js';
import { backgroundPreservation } from '../losses/background-preservation.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import type { ProgramUse } from '../programs/programs.js';
import { LOSS_SIDE } from '../surgery/attention-sites.js';
import { guidanceScales, keepOriginal } from './attention-control/strength.js';
import { bootstrapping } from './lomoe/bootstrap.js';
import { LOMOE, type LomoeSettings } from './lomoe/settings.js';
import { latentShares, merged } from './lomoe/shares.js';
import type { Method, Scene, StepLosses } from './method.js';

const RECIPE: GradientRecipe = {
  losses: [attentionPreservation, backgroundPreservation],
  wrt: 'latent',
  side: LOSS_SIDE,
  injects: false,
};

// Cost relative to a plain run: the gradient passes through the whole denoiser.
const GRADIENT = 3;
const OBSERVE = 1.1;

/**
 * LoMOE (Chakrabarty et al. 2024): one multi-diffusion pass in which each region follows a prompt of its own. At each
 * step the latent z first moves against two losses,
 *
 *     z ← z − η ∇(λ_xa L_xa + λ_b L_b),
 *
 * then the background b, under the source prompt, and each region i, under its own, take a guided step from it, and the
 * next latent has of each cell what its region says:
 *
 *     z′ = M_b ⊙ Φ(z | c_b) + Σᵢ Mᵢ ⊙ Φ(zᵢ | cᵢ)
 *
 * In the first steps zᵢ is z inside region i and a plain color, noised, elsewhere, so that what is drawn fits the region
 * (bootstrapping). All views share the runs without a prompt: one run a region and step beside the background's.
 */
export const lomoe: Method<LomoeSettings> = {
  summary: 'LoMOE: each thing in its region under its own prompt',
  source: 'LoMOE',
  defaults: LOMOE,
  inversions: ['direct', 'ddim'],
  promptsRegions: 'thing',
  plan: ({ steps, rate, bootstrap, temperature }, edits) => {
    const programs: ProgramUse[] = rate === 0 ? ['denoise'] : ['denoise', { observed: RECIPE }, RECIPE];
    const views = 2 + edits + (rate === 0 ? 0 : OBSERVE + GRADIENT);
    return {
      programs: programs.map((of) => ({ temperature, of })),
      costs: Array.from({ length: steps }, (_, i) => views + Number(i / steps < bootstrap)),
    };
  },
  run: async (scene, run) => {
    const { path, inversion, settings, text, regions, latentMask: inside } = scene;
    const { trajectory } = inversion;
    const { steps } = path;
    const programs = scene.programs.tempered(settings.temperature);
    const denoise = await programs.denoise();
    const shares = latentShares(regions, inside, settings.averaging > 0);
    const strengths = inside.map((strength) => strength * scene.strength);
    const scales = guidanceScales(strengths, settings.guidanceScale);
    const shownIn = await bootstrapping(scene);
    const losses: StepLosses[] = [];
    const shown: Float32Array[] = [];
    let [unetRuns, gradientRuns] = [0, 0];

    let latent = trajectory[steps]!;
    for (let i = 0; i < steps; i++) {
      throwIfAborted(run.signal);
      const timestep = path.timesteps[i]!;
      const done = i / steps;
      if (settings.rate > 0) {
        const found = await descend(scene, programs, { index: i, latent, background: shares.background });
        latent = found.latent;
        losses.push({ step: i, ...found.losses });
        unetRuns++;
        gradientRuns++;
      }
      shown[steps - i] = latent;

      const nothing = inversion.unconditional[i]!;
      const source = inversion.source?.[i] ?? text.source;
      const empty = await denoise.run(latent, timestep, nothing);
      const predicted = [guided(empty, await denoise.run(latent, timestep, source), scales)];
      const boots = done < settings.bootstrap;
      const emptyShown = boots ? await denoise.run(shownIn.all(i, latent), timestep, nothing) : empty;
      for (const [n, region] of regions.entries()) {
        throwIfAborted(run.signal);
        const view = boots ? shownIn.one(i, n, latent) : latent;
        const told = await denoise.run(view, timestep, region.text!);
        predicted.push(guided(emptyShown, told, scales));
      }
      unetRuns += predicted.length + 1 + Number(boots);

      const noisy = latent;
      const output = merged(predicted, shares);
      const original = trajectory[steps - i - 1]!;
      const blends = done >= 1 - settings.blend;
      latent = keepOriginal(path.step(i, noisy, output), original, { inside, strengths, done, blends });
      await run.onStep?.(i + 1, steps, () => path.original(i, noisy, output));
    }
    shown[0] = latent;
    return { latent, trajectory: shown, losses, unetRuns, gradientRuns };
  },
};

/** One step of gradient descent by both losses. */
async function descend(
  { path, inversion, settings, text }: Scene<LomoeSettings>,
  programs: Scene['programs'],
  { index, latent, background }: { index: number; latent: Float32Array; background: Float32Array },
) {
  const timestep = path.timesteps[index]!;
  const source = inversion.source?.[index] ?? text.source;
  const reference = inversion.trajectory[path.steps - index]!;
  const linear = path.linear(index);
  const wanted = inversion.trajectory[path.steps - index - 1]!;
  const found = await (await programs.gradient(RECIPE)).run({
    latent,
    timestep,
    text: source,
    observed: await (await programs.observe(RECIPE)).run(reference, timestep, source),
    about: {
      edits: [],
      commonTokens: [],
      settings: {},
      goal: { wanted, factor: linear.output, latentFactor: linear.latent },
      background,
    },
    weights: {
      attentionPreservation: settings.attentionWeight,
      backgroundPreservation: settings.backgroundWeight,
    },
  });
  return { latent: latent.map((z, i) => z - settings.rate * found.gradient[i]!), losses: found.losses };
}
