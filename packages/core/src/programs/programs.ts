import { type Held, held } from '../session/held.js';
import { ATTENTION_MAPS, type AttentionMaps, compileAttentionMaps } from './attention-maps.js';
import type { ProgramMemory } from './compiled.js';
import { compileDenoise, DENOISE, type Denoise } from './denoise.js';
import type { DenoiserSource } from './denoiser-source.js';
import { compileEditStep, type EditStep, editStepRecipe, type Guidance } from './edit-step.js';
import { compileEditStepApart, TARGET_STEP } from './edit-step-apart.js';
import { compileGradient, type Gradient } from './gradient.js';
import { gradientProgram } from './gradient-program.js';
import { type GradientRecipe, gradientName } from './gradient-recipe.js';
import { compileObserve, type Observe, observation } from './observed.js';
import type { Recipe } from './recipe.js';

/** A program, by its name or, for gradients, by what it differentiates. */
export type ProgramUse =
  | 'denoise'
  | 'attention maps'
  | 'edit step'
  | 'edit step without guidance'
  | GradientRecipe
  /** What a gradient's losses read of the reconstruction branch. */
  | { observed: GradientRecipe }
  | { temperature: number; of: ProgramUse };

/** Tells uses apart. */
export function useName(use: ProgramUse): string {
  if (typeof use === 'string') return use;
  if ('of' in use) return `${useName(use.of)} at temperature ${use.temperature}`;
  return 'observed' in use ? observation(use.observed).name : gradientName(use);
}

/** What one model or program takes, in bytes. */
export interface PartMemory extends ProgramMemory {
  name: string;
}

/** The programs of one denoiser: compiled and opened when first used, kept until freed. */
export interface Programs {
  denoise(): Promise<Denoise>;
  attentionMaps(): Promise<AttentionMaps>;
  /** Defaults to the guided one. */
  editStep(guidance?: Guidance): Promise<EditStep>;
  /** One gradient with respect to the latent and one with respect to the text are kept; others are freed. */
  gradient(recipe: GradientRecipe): Promise<Gradient>;
  /** What the losses of a recipe without injection read of the reconstruction branch. One is kept. */
  observe(recipe: GradientRecipe): Promise<Observe>;
  /** The same programs with the logits of all attention divided by a temperature. */
  tempered(temperature: number): Programs;
  /** Opens programs before they are used. */
  open(uses: readonly ProgramUse[]): Promise<void>;
  /** What programs take, before any is opened: compiled, or from the cache. No weight is loaded. */
  memory(uses: readonly ProgramUse[]): Promise<PartMemory[]>;
  /** Whether the arithmetic of one latent takes the denoiser's time. */
  isLarge(): Promise<boolean>;
  /** Frees all of them; each is opened again when next used. */
  release(): Promise<void>;
}

/** Whether an edit step takes one latent after the other. */
const isApart = (source: DenoiserSource) => source.isLarge || !source.takesBatches;

export function openPrograms(source: Held<DenoiserSource>): Programs {
  const denoise = held(async () => compileDenoise(await source()));
  const attentionMaps = held(async () => compileAttentionMaps(await source()));
  const [guided, unguided] = (['guided', 'unguided'] as const).map((guidance) =>
    held(async () => editStepFor(await source(), denoise, guidance)),
  ) as [Held<EditStep>, Held<EditStep>];
  const lastGradient = () => lastOf(async (recipe) => compileGradient(await source(), recipe));
  const gradients = { latent: lastGradient(), text: lastGradient() };
  const gradient = (recipe: GradientRecipe) => gradients[recipe.wrt](recipe);
  const observe = lastOf(async (recipe) => compileObserve(await source(), recipe));
  const others = new Map<number, Programs>();
  const tempered = (temperature: number) => {
    const known =
      others.get(temperature) ?? openPrograms(held(async () => (await source()).tempered(temperature)));
    others.set(temperature, known);
    return known;
  };
  const named = {
    denoise,
    'attention maps': attentionMaps,
    'edit step': guided,
    'edit step without guidance': unguided,
  };
  return {
    denoise,
    attentionMaps,
    editStep: (guidance = 'guided') => (guidance === 'guided' ? guided() : unguided()),
    gradient,
    observe,
    tempered,
    open: async (uses) => {
      for (const use of uses) {
        if (typeof use === 'string') await named[use]();
        else if ('of' in use) await tempered(use.temperature).open([use.of]);
        else await ('observed' in use ? observe(use.observed) : gradient(use));
      }
    },
    memory: async (uses) => {
      const denoiser = await source();
      const parts = new Map<string, Promise<PartMemory>>();
      for (const { recipe, temperature } of uses.flatMap((use) => recipesOf(denoiser, use))) {
        const { name } = recipe;
        const of = temperature === undefined ? denoiser : denoiser.tempered(temperature);
        const key = temperature === undefined ? name : `${name} at temperature ${temperature}`;
        parts.set(
          key,
          of.compile(recipe).then(({ model }) => ({ name: key, ...model.memory })),
        );
      }
      return Promise.all(parts.values());
    },
    isLarge: async () => (await source()).isLarge,
    release: async () => {
      const all = [denoise, attentionMaps, guided, unguided, gradients.latent, gradients.text, observe];
      await Promise.all([...others.values()].map((programs) => programs.release()));
      await Promise.all([...all, source].map((program) => program.release()));
    },
  };
}

function editStepFor(source: DenoiserSource, denoise: Held<Denoise>, guidance: Guidance): Promise<EditStep> {
  return isApart(source)
    ? compileEditStepApart(source, denoise, guidance)
    : compileEditStep(source, guidance);
}

/** What is compiled for a use. */
function recipesOf(
  source: DenoiserSource,
  use: ProgramUse,
  temperature?: number,
): { recipe: Recipe<unknown>; temperature: number | undefined }[] {
  if (typeof use !== 'string' && 'of' in use) return recipesOf(source, use.of, use.temperature);
  return plainRecipesOf(source, use).map((recipe) => ({ recipe, temperature }));
}

function plainRecipesOf(
  source: DenoiserSource,
  use: Exclude<ProgramUse, { of: ProgramUse }>,
): Recipe<unknown>[] {
  if (use === 'denoise') return [DENOISE];
  if (use === 'attention maps') return [ATTENTION_MAPS];
  if (use === 'edit step') {
    return isApart(source) ? [DENOISE, ATTENTION_MAPS, TARGET_STEP] : [editStepRecipe('guided')];
  }
  if (use === 'edit step without guidance') {
    return isApart(source) ? [ATTENTION_MAPS, TARGET_STEP] : [editStepRecipe('unguided')];
  }
  return ['observed' in use ? observation(use.observed) : gradientProgram(use)];
}

/** Keeps what was opened last, and frees it when something else is asked for. */
function lastOf<T extends { release(): Promise<void> }>(open: (recipe: GradientRecipe) => Promise<T>) {
  let kept: { name: string; program: Held<T> } | undefined;
  const use = async (recipe: GradientRecipe) => {
    const name = gradientName(recipe);
    if (kept?.name !== name) {
      const before = kept;
      kept = { name, program: held(() => open(recipe)) };
      await before?.program.release();
    }
    return kept.program();
  };
  return Object.assign(use, { release: async () => kept?.program.release() });
}
