// Losses of single methods at the point where the reference has taken their gradients too.

import type { Conditioning } from '../family/conditioning.js';
import { TEXT } from '../family/stable-diffusion/inputs.js';
import { adjectiveBinding } from '../losses/adjective-binding.js';
import { attentionPreservation } from '../losses/attention-preservation.js';
import { backgroundPreservation } from '../losses/background-preservation.js';
import { attentionGuide, featureGuide } from '../losses/guides.js';
import type { Loss } from '../losses/loss.js';
import { overlap } from '../losses/overlap.js';
import { patchContrast } from '../losses/patch-contrast.js';
import { similarity } from '../losses/similarity.js';
import { latentShares } from '../methods/lomoe/shares.js';
import type { GradientRequest } from '../programs/gradient.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import type { Programs } from '../programs/programs.js';
import {
  expected,
  invertTiny,
  methodFacts,
  pathOf,
  steps,
  tinyText,
  tinyThings,
  tinyWords,
} from './tiny-methods.js';
import { editLatent, file, grid, masks, region, text } from './tiny-unet.js';

type Request = Omit<GradientRequest, 'weights'>;

export interface MethodLoss {
  /** Of the attention. */
  temperature?: number;
  recipe: GradientRecipe;
  /** @param untempered for what is no part of the loss */
  request(programs: Programs, untempered: Programs): Promise<Request>;
  /** The request at another point of what the gradient is taken by. */
  at(request: Request, moved: (values: Float32Array) => Float32Array): Partial<Request>;
}

const plain = (loss: Loss, wrt: GradientRecipe['wrt']): GradientRecipe => ({
  losses: [loss],
  wrt,
  side: 16,
  injects: false,
});

const nothing = { edits: [], commonTokens: [], settings: {} };
const latentMoved: MethodLoss['at'] = ({ latent }, moved) => ({ latent: moved(latent) });

function preservation(loss: Loss): MethodLoss {
  const recipe = plain(loss, 'latent');
  return {
    temperature: 1.25,
    recipe,
    at: latentMoved,
    request: async (programs, untempered) => {
      const index: number = methodFacts.lomoe.index;
      const path = pathOf('v_prediction');
      const timestep = path.timesteps[index]!;
      const { trajectory } = await invertTiny(untempered, 'direct', 'v_prediction');
      const linear = path.linear(index);
      const reads = Object.values(loss.reads).some((read) => 'branch' in read && read.branch === 'source');
      const latent = trajectory[steps - index]!;
      const observed = reads && (await (await programs.observe(recipe)).run(latent, timestep, text.source));
      return {
        latent: expected('lomoe-latent'),
        timestep,
        text: text.source,
        ...(observed && { observed }),
        about: {
          ...nothing,
          goal: {
            wanted: trajectory[steps - index - 1]!,
            factor: linear.output,
            latentFactor: linear.latent,
          },
          background: latentShares(
            masks.map((_, i) => region(i)),
            grid,
            false,
          ).background,
        },
      };
    },
  };
}

function ofWords(loss: Loss): MethodLoss {
  const recipe = plain(loss, 'text');
  return {
    recipe,
    at: ({ text }, moved) => ({ text: { [TEXT]: moved(text[TEXT]!) } }),
    request: async (programs) => {
      const words = await tinyWords();
      const { source } = await tinyText(words);
      await words.release();
      const { positions } = await programs.gradient(recipe);
      const edits = tinyThings.map(({ noun, adjectives, maskAt }) => ({
        objectTokens: noun,
        newTokens: adjectives,
        removedTokens: [],
        mask: maskAt(positions),
      }));
      return { latent: editLatent, timestep: 501, text: source, about: { ...nothing, edits } };
    },
  };
}

/** Of two latents at one timestep: the picture itself under the source prompt, and another one. */
function beside(loss: Loss, own: Conditioning): MethodLoss {
  const recipe = plain(loss, 'latent');
  return {
    recipe,
    at: latentMoved,
    request: async (programs) => {
      const timestep = pathOf('epsilon').timesteps[methodFacts.cds.index]!;
      const observe = await programs.observe(recipe);
      return {
        latent: expected('contrast-latent'),
        timestep,
        text: own,
        observed: await observe.run(file('edit-picture'), timestep, text.source),
        about: nothing,
      };
    },
  };
}

/** Every loss that belongs to one method, by its name. */
export const METHOD_LOSSES: Record<string, MethodLoss> = {
  attentionPreservation: preservation(attentionPreservation),
  backgroundPreservation: preservation(backgroundPreservation),
  similarity: ofWords(similarity),
  patchContrast: beside(patchContrast, text.target),
  attentionGuide: beside(attentionGuide, text.source),
  featureGuide: beside(featureGuide, text.source),
  overlap: ofWords(overlap),
  adjectiveBinding: ofWords(adjectiveBinding),
};
