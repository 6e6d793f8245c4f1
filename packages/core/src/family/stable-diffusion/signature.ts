import type { DenoiserSignature } from '../signature.js';
import { GUIDANCE, TEXT } from './inputs.js';
import type { UnetShape } from './unet-shape.js';

/** A UNet in the hub's ONNX layout, as diffusers and optimum name its inputs and output. */
export function signatureOf(
  { inChannels, sampleSize, crossAttentionDim, guidanceWidth }: Omit<UnetShape, 'outChannels'>,
  tokens: number,
): DenoiserSignature {
  return {
    latent: 'sample',
    timestep: 'timestep',
    output: 'out_sample',
    text: TEXT,
    size: { channels: inChannels, height: sampleSize, width: sampleSize },
    conditioning: {
      [TEXT]: [tokens, crossAttentionDim],
      ...(guidanceWidth !== undefined && { [GUIDANCE]: [guidanceWidth] }),
    },
  };
}
