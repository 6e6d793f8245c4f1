import { type Held, held } from '../session/held.js';
import { ATTENTION_MAPS, type AttentionMaps, compileAttentionMaps } from './attention-maps.js';
import type { ProgramMemory } from './compiled.js';
import { compileDenoise, DENOISE, type Denoise } from './denoise.js';
import type { DenoiserSource } from './denoiser-source.js';
import { compileEditStep, EDIT_STEP, type EditStep } from './edit-step.js';
import { compileEditStepApart, TARGET_STEP } from './edit-step-apart.js';
import { compileGradient, type Gradient } from './gradient.js';
import { gradientProgram } from './gradient-program.js';
import { type GradientRecipe, gradientName } from './gradient-recipe.js';
import type { Recipe } from './recipe.js';

/** A program, by its name or, for gradients, by what it differentiates. */
export type ProgramUse = 'denoise' | 'attention maps' | 'edit step' | GradientRecipe;

/** What one model or program takes, in bytes. */
export interface PartMemory extends ProgramMemory {
  name: string;
}

/** The programs of one denoiser: compiled and opened when first used, kept until freed. */
export interface Programs {
  denoise(): Promise<Denoise>;
  attentionMaps(): Promise<AttentionMaps>;
  editStep(): Promise<EditStep>;
  /** One gradient with respect to the latent and one with respect to the text are kept; others are freed. */
  gradient(recipe: GradientRecipe): Promise<Gradient>;
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
  const editStep = held(async () => {
    const denoiser = await source();
    return isApart(denoiser) ? compileEditStepApart(denoiser, denoise) : compileEditStep(denoiser);
  });
  const gradients = {
    latent: lastOf(async (recipe) => compileGradient(await source(), recipe)),
    text: lastOf(async (recipe) => compileGradient(await source(), recipe)),
  };
  const gradient = (recipe: GradientRecipe) => gradients[recipe.wrt](recipe);
  const named = { denoise, 'attention maps': attentionMaps, 'edit step': editStep };
  return {
    denoise,
    attentionMaps,
    editStep,
    gradient,
    open: async (uses) => {
      for (const use of uses) await (typeof use === 'string' ? named[use]() : gradient(use));
    },
    memory: async (uses) => {
      const denoiser = await source();
      const recipes = new Map(uses.flatMap((use) => recipesOf(denoiser, use)).map((r) => [r.name, r]));
      return Promise.all(
        [...recipes.values()].map(async (recipe) => {
          const { model } = await denoiser.compile(recipe);
          return { name: recipe.name, ...model.memory };
        }),
      );
    },
    isLarge: async () => (await source()).isLarge,
    release: async () => {
      const all = [denoise, attentionMaps, editStep, gradients.latent, gradients.text, source];
      await Promise.all(all.map((program) => program.release()));
    },
  };
}

/** What is compiled for a use. */
function recipesOf(source: DenoiserSource, use: ProgramUse): Recipe<unknown>[] {
  if (typeof use !== 'string') return [gradientProgram(use)];
  if (use === 'denoise') return [DENOISE];
  if (use === 'attention maps') return [ATTENTION_MAPS];
  return isApart(source) ? [DENOISE, ATTENTION_MAPS, TARGET_STEP] : [EDIT_STEP];
}

/** Keeps what was opened last, and frees it when something else is asked for. */
function lastOf(open: (recipe: GradientRecipe) => Promise<Gradient>) {
  let kept: { name: string; program: Held<Gradient> } | undefined;
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
