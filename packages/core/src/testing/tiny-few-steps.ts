// The tiny UNet with an input for its guidance, and what diffusers' schedulers and the reference make of it.
import { fileURLToPath } from 'node:url';
import type { Conditioning } from '../family/conditioning.js';
import { guidanceEmbedding } from '../family/latent-consistency/guidance-embedding.js';
import { GUIDANCE } from '../family/stable-diffusion/inputs.js';
import { signatureOf } from '../family/stable-diffusion/signature.js';
import { DenoiserSource } from '../programs/denoiser-source.js';
import { openPrograms, type Programs } from '../programs/programs.js';
import { held } from '../session/held.js';
import { openGolden } from './golden.js';
import { text } from './tiny-unet.js';

const folder = fileURLToPath(new URL('../__fixtures__/tiny-few-steps/', import.meta.url));
const golden = openGolden(folder);

/** Facts of golden.json, and an array of the reference by its name. */
export const fewFacts = golden.facts;
export const fewFile = (name: string) => golden.array(`${name}.npy`);

const told = { [GUIDANCE]: guidanceEmbedding(fewFacts.guidance, fewFacts.width) };
const withGuidance = (conditioning: Conditioning): Conditioning => ({ ...conditioning, ...told });

/** The tiny scene's texts, with the guidance. */
export const toldText = {
  source: withGuidance(text.source),
  unconditional: withGuidance(text.unconditional),
  target: withGuidance(text.target),
};

/** The programs of that UNet, as a model has them. */
export function fewStepPrograms(): Programs {
  const sizes = { inChannels: 4, sampleSize: 32, crossAttentionDim: 16, guidanceWidth: fewFacts.width };
  return openPrograms(held(() => DenoiserSource.open(`${folder}model.onnx`, signatureOf(sizes, 8))));
}
