import type { DenoiserSignature } from '../signature.js';
import type { UnetShape } from './unet-shape.js';

/** The denoiser's only conditioning: last hidden states of CLIP's text encoder. */
export const TEXT = 'encoder_hidden_states';

/** A UNet in the hub's ONNX layout, as diffusers and optimum name its inputs and output. */
export function signatureOf(
  { inChannels, sampleSize, crossAttentionDim }: Omit<UnetShape, 'outChannels'>,
  tokens: number,
): DenoiserSignature {
  return {
    latent: 'sample',
    timestep: 'timestep',
    output: 'out_sample',
    text: TEXT,
    size: { channels: inChannels, height: sampleSize, width: sampleSize },
    conditioning: { [TEXT]: [tokens, crossAttentionDim] },
  };
}
