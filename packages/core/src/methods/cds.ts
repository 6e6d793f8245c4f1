import { throwIfAborted } from '@dualedit/foundation';
import { gaussian, uniforms } from '../family/gaussian.js';
import { guided } from '../family/guidance.js';
import { patchContrast } from '../losses/patch-contrast.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import { LOSS_SIDE } from '../surgery/attention-sites.js';
import { CDS, type CdsSettings } from './cds/settings.js';
import type { Method, Scene, StepLosses } from './method.js';

const RECIPE: GradientRecipe = { losses: [patchContrast], wrt: 'latent', side: LOSS_SIDE, injects: false };

/** How much of the difference of scores is in the gradient: published as 2000 by 64 · 64 cells. */
const SCORE_WEIGHT = 2000 / 64 ** 2;
/** The trained timesteps that are drawn from. */
const [FIRST, LAST] = [50, 949];

// Cost relative to a plain run: four runs, the observation, and a gradient through all of the decoder's attention.
const ITERATION = 4 + 1 + 2.6;

/**
 * Contrastive Denoising Score (Nam et al. 2024): gradient descent on the picture's latent z. At a random timestep the
 * picture and z get the same noise, and
 *
 *     z ← z − η ( w (ε_ω(zₜ, c_target) − ε_ω(z*ₜ, c_source)) + λ ∇_z L_con )
 *
 * where ε_ω is guided: the first term is delta denoising score's (Hertz et al. 2023), the second keeps the structure.
 * Knows no mask: what changed elsewhere is not pasted.
 */
export const cds: Method<CdsSettings> = {
  summary: 'CDS: descends by scores on the latent, without a trajectory',
  source: 'CDS',
  defaults: CDS,
  inversions: ['none', 'direct'],
  plan: ({ iterations }) => ({
    programs: ['denoise', { observed: RECIPE }, RECIPE],
    costs: Array<number>(iterations).fill(ITERATION),
  }),
  run: async (scene, run) => {
    const { path, inversion, settings, seed } = scene;
    const [original] = inversion.trajectory;
    const size = original!.length;
    const { iterations } = settings;
    const noises = gaussian(size * (iterations + 1), seed);
    const noiseOf = (iteration: number) => noises.subarray(iteration * size, (iteration + 1) * size);
    const allowed = [...path.timesteps.keys()].filter(
      (index) => path.timesteps[index]! >= FIRST && path.timesteps[index]! <= LAST,
    );
    const uniform = uniforms(seed);
    const losses: StepLosses[] = [];
    let latent: Float32Array = original!;
    for (let k = 0; k < iterations; k++) {
      throwIfAborted(run.signal);
      const index = allowed[Math.floor(uniform() * allowed.length)]!;
      const found = await gradientAt(scene, { index, latent, original: original!, noise: noiseOf(k) });
      latent = latent.map((z, i) => z - settings.descent * scene.strength * found.gradient[i]!);
      losses.push({ step: k, ...found.losses });
      const now = latent;
      await run.onStep?.(k + 1, iterations, () => now);
    }
    const shown = Array.from({ length: path.steps + 1 }, (_, k) =>
      k === 0 ? latent : path.noised(path.steps - k, latent, noiseOf(iterations)),
    );
    return { latent, trajectory: shown, losses, unetRuns: 5 * iterations, gradientRuns: iterations };
  },
};

interface At {
  index: number;
  latent: Float32Array;
  original: Float32Array;
  noise: Float32Array;
}

async function gradientAt({ path, programs, text, inversion, settings }: Scene<CdsSettings>, at: At) {
  const { index, noise } = at;
  const timestep = path.timesteps[index]!;
  const denoise = await programs.denoise();
  const score = async (latent: Float32Array, told: Scene['text']['target']) => {
    const empty = await denoise.run(latent, timestep, inversion.unconditional[index]!);
    const output = guided(empty, await denoise.run(latent, timestep, told), [settings.guidanceScale]);
    return path.noise(index, latent, output);
  };
  const [edited, source] = [at.latent, at.original].map((z) => path.noised(index, z, noise)) as [
    Float32Array,
    Float32Array,
  ];
  const [target, reference] = [await score(edited, text.target), await score(source, text.source)];
  const found = await (await programs.gradient(RECIPE)).run({
    latent: edited,
    timestep,
    text: text.target,
    observed: await (await programs.observe(RECIPE)).run(source, timestep, text.source),
    about: { edits: [], commonTokens: [], settings: {} },
    weights: { patchContrast: settings.contrastWeight * path.levels(index).signal },
  });
  const gradient = found.gradient.map((g, i) => SCORE_WEIGHT * (target[i]! - reference[i]!) + g);
  return { gradient, losses: found.losses };
}
