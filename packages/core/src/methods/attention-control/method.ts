import type { InversionName } from '../../inversions/inversions.js';
import type { Method, MethodPlan } from '../method.js';
import { latentRecipe } from './latent-recipe.js';
import { editByAttention } from './loop.js';
import { type AttentionControlSettings, guidanceOf } from './settings.js';

// Cost of the programs relative to a plain run, as measured on the embedded model (packages/core/README.md).
const EDIT_STEP = { guided: 2.2, unguided: 1.6 };
const ATTENTION_MAPS = 1.1;
const LATENT_GRADIENT = 2;

function planOf(settings: AttentionControlSettings): MethodPlan {
  const { steps, optimize, innerIterations } = settings;
  const recipe = latentRecipe(settings);
  const guidance = guidanceOf(settings);
  const step = guidance === 'guided' ? 'edit step' : 'edit step without guidance';
  const cost = EDIT_STEP[guidance];
  if (!recipe) return { programs: [step], costs: Array<number>(steps).fill(cost) };
  const gradientRuns = recipe.losses.length + innerIterations - 1;
  const optimized = cost + ATTENTION_MAPS + LATENT_GRADIENT * gradientRuns;
  return {
    programs: [step, recipe, 'attention maps'],
    costs: Array.from({ length: steps }, (_, step) => (step / steps < optimize ? optimized : cost)),
  };
}

/** Whatever brings a trajectory. */
const ALL: readonly InversionName[] = [
  'direct',
  'null-text',
  'negative-prompt',
  'ddim',
  'virtual',
  'edit-friendly',
  'locinv',
  'locinv-box',
];

type AttentionControl = Method<AttentionControlSettings>;

/** A method that is this loop with settings of its own. */
export function attentionControl({
  inversions = ALL,
  ...preset
}: Pick<AttentionControl, 'summary' | 'source' | 'defaults'> &
  Partial<Pick<Method, 'inversions'>>): AttentionControl {
  return { ...preset, inversions, removes: true, plan: planOf, run: editByAttention };
}
