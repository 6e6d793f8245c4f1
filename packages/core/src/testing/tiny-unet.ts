// A tiny random UNet, and what PyTorch's autograd computes with it in 64-bit floats (reference/).
import { fileURLToPath } from 'node:url';
import { averageMask, type Mask } from '@dualedit/foundation';
import type { Loss, LossEdit } from '../losses/loss.js';
import { LOSSES } from '../losses/losses.js';
import { reconstruction } from '../losses/reconstruction.js';
import type { Region } from '../methods/region.js';
import { type AttentionMaps, compileAttentionMaps } from '../programs/attention-maps.js';
import { compileDenoise, type Denoise } from '../programs/denoise.js';
import { DenoiserSource } from '../programs/denoiser-source.js';
import { compileEditStep, type EditStep } from '../programs/edit-step.js';
import { compileEditStepApart } from '../programs/edit-step-apart.js';
import { compileGradient, type Gradient } from '../programs/gradient.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import type { InjectionPlan } from '../surgery/injection.js';
import { openGolden } from './golden.js';
import { textOf, unetSignature } from './signature.js';

const folder = fileURLToPath(new URL('../__fixtures__/tiny-unet/', import.meta.url));
const golden = openGolden(folder);

/** Facts of golden.json. */
export const facts = golden.facts;

/** An array of the reference, by its name. */
export const file = (name: string) => golden.array(`${name}.npy`);
export const text = {
  source: textOf(file('states-source')),
  unconditional: textOf(file('states-unconditional')),
  target: textOf(file('states-target')),
};
export const [sourceLatent, editLatent] = [file('latent-source'), file('latent-edit')];
export const grid = file('step-mask');
export const masks: Mask[] = [0, 1].map((i) => ({
  width: 64,
  height: 64,
  data: Uint8Array.from(file(`mask-${i}`)),
}));

export const plan: InjectionPlan = {
  tokenMap: Int32Array.from(facts.tokenMap),
  schedule: facts.injection,
  // Soft masks, unlike an edit's own: every gate between 0 and 1 is to be seen.
  editsAt: (positions) => lossEdits(positions).map((edit, i) => ({ ...edit, attention: attentionOf(i) })),
};

export function lossEdits(positions: number): LossEdit[] {
  const side = Math.sqrt(positions);
  return masks.map((mask, i) => ({ ...facts.edits[i], mask: averageMask(mask, side, side) }));
}

const attentionOf = (i: number) => (facts.edits[i].changesShape ? 'layout' : 'all');

/** One of the edits, with soft masks in its gates too. */
export function region(i: number): Region {
  const { objectTokens, newTokens, removedTokens } = facts.edits[i];
  const averaged = (positions: number) => {
    const side = Math.sqrt(positions);
    return averageMask(masks[i]!, side, side);
  };
  return {
    attention: attentionOf(i),
    bare: false,
    losses: true,
    tokens: { source: [], target: objectTokens, new: newTokens, removed: removedTokens, muted: [] },
    text: [text.target, text.source][i]!,
    maskAt: averaged,
    wholeAt: averaged,
    reachAt: averaged,
  };
}

export interface TinyUnet {
  denoise: Denoise;
  sourceMaps: AttentionMaps;
  editStep: EditStep;
  editStepApart: EditStep;
  /** Of the two losses of MDE-Edit, and of all losses. */
  gradient: Gradient;
  allLosses: Gradient;
  /** Of the reconstruction, with respect to the text embedding. */
  embedding: Gradient;
  release(): Promise<void>;
}

/** Compiles every program of the tiny UNet. */
export async function openTinyUnet(): Promise<TinyUnet> {
  const signature = unetSignature({ height: 32, tokens: 8, stateSize: 16 });
  const unet = await DenoiserSource.open(`${folder}model.onnx`, signature);
  const latent = (...losses: Loss[]): GradientRecipe => ({ losses, wrt: 'latent', side: 16 });
  const denoise = await compileDenoise(unet);
  const programs = {
    denoise,
    sourceMaps: await compileAttentionMaps(unet),
    editStep: await compileEditStep(unet),
    editStepApart: await compileEditStepApart(unet, async () => denoise),
    gradient: await compileGradient(unet, latent(LOSSES.oal, LOSSES.ccl)),
    allLosses: await compileGradient(unet, latent(...Object.values(LOSSES))),
    embedding: await compileGradient(unet, { losses: [reconstruction], wrt: 'text', side: 16 }),
  };
  const release = async () => {
    for (const program of Object.values(programs)) await program.release();
  };
  return { ...programs, release };
}

/** Everything that the losses need at the edit latent. */
export async function gradientRequest({ gradient, sourceMaps }: TinyUnet) {
  const { timestep, done, objectScale } = facts.gradient;
  return {
    latent: editLatent,
    timestep,
    text: text.target,
    sourceText: text.source,
    injected: { sourceMaps: await sourceMaps.run(sourceLatent, timestep, text.source), plan, done },
    about: {
      edits: lossEdits(gradient.positions),
      commonTokens: facts.commonTokens as number[],
      settings: { objectScale },
    },
  };
}
