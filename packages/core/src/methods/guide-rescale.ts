import { throwIfAborted } from '@dualedit/foundation';
import { attentionGuide, featureGuide } from '../losses/guides.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import { LOSS_SIDE } from '../surgery/attention-sites.js';
import { GUIDE_RESCALE, type GuideRescaleSettings } from './guide-rescale/settings.js';
import type { Method, Scene, StepLosses } from './method.js';
import { lengthOf, rescaling } from './rescale.js';

const RECIPE: GradientRecipe = {
  losses: [attentionGuide, featureGuide],
  wrt: 'latent',
  side: LOSS_SIDE,
  injects: false,
};

// Cost relative to a plain run: two runs, and for a guided step the observation and a gradient through all of it.
const STEP = 2;
const GUIDED = 1.1 + 3;

/**
 * Guide-and-Rescale (Titov et al. 2024): sampling from the inverted noise under the target prompt, guided by what the
 * latent and the inverted one have in common under the source prompt,
 *
 *     ε = ε_∅ + s (ε_target − ε_∅) + γ ∇_z (λ₁ g_attention + λ₂ g_feature)
 *
 * where γ brings the length of the last term to between 0.33 and 3 times that of the term before it. Knows no mask:
 * what changed elsewhere is not pasted.
 */
export const guideRescale: Method<GuideRescaleSettings> = {
  summary: 'Guide-and-Rescale: guided by self-attention and features',
  source: 'Guide-and-Rescale',
  defaults: GUIDE_RESCALE,
  inversions: ['direct', 'ddim'],
  plan: ({ steps, guide }) => ({
    programs: ['denoise', { observed: RECIPE }, RECIPE],
    costs: Array.from({ length: steps }, (_, i) => STEP + (i / steps < guide ? GUIDED : 0)),
  }),
  run: async (scene, run) => {
    const { path, inversion, settings, text, programs } = scene;
    const { steps } = path;
    const denoise = await programs.denoise();
    const scale = 1 + (settings.guidanceScale - 1) * scene.strength;
    const losses: StepLosses[] = [];
    const shown: Float32Array[] = [];
    let [unetRuns, gradientRuns] = [0, 0];

    let latent = inversion.trajectory[steps]!;
    for (let i = 0; i < steps; i++) {
      throwIfAborted(run.signal);
      shown[steps - i] = latent;
      const timestep = path.timesteps[i]!;
      const empty = await denoise.run(latent, timestep, inversion.unconditional[i]!);
      const target = await denoise.run(latent, timestep, text.target);
      unetRuns += 2;
      const difference = target.map((value, at) => scale * (value - empty[at]!));
      let output = empty.map((value, at) => value + difference[at]!);
      // The first latent is the inverted one itself: rounding alone would guide it.
      if (i > 0 && i / steps < settings.guide) {
        const guide = await guideAt(scene, i, latent);
        losses.push({ step: i, ...guide.losses });
        unetRuns++;
        gradientRuns++;
        // What an output's change is to the noise that it means.
        const toNoise = path.levels(i).noisePerOutput;
        const limits = [settings.rescaleLeast, settings.rescaleMost] as const;
        const [size, other] = [lengthOf(guide.gradient), toNoise * lengthOf(difference)];
        const factor = rescaling(size, other, limits) / toNoise;
        output = output.map((value, at) => value + factor * guide.gradient[at]!);
      }
      const noisy = latent;
      latent = path.step(i, noisy, output);
      await run.onStep?.(i + 1, steps, () => path.original(i, noisy, output));
    }
    shown[0] = latent;
    return { latent, trajectory: shown, losses, unetRuns, gradientRuns };
  },
};

async function guideAt(
  { path, programs, text, inversion, settings }: Scene<GuideRescaleSettings>,
  index: number,
  latent: Float32Array,
) {
  const timestep = path.timesteps[index]!;
  const source = inversion.source?.[index] ?? text.source;
  const reference = inversion.trajectory[path.steps - index]!;
  return (await programs.gradient(RECIPE)).run({
    latent,
    timestep,
    text: source,
    observed: await (await programs.observe(RECIPE)).run(reference, timestep, source),
    about: { edits: [], commonTokens: [], settings: {} },
    weights: {
      attentionGuide: settings.attentionGuideWeight,
      featureGuide: settings.featureGuideWeight,
    },
  });
}
