import type { DenoiserSignature } from '../family/signature.js';
import { signatureOf } from '../family/stable-diffusion/signature.js';

/** Of a test's UNet: four channels, a square latent. */
export const unetSignature = (sizes: {
  height: number;
  tokens: number;
  stateSize: number;
}): DenoiserSignature =>
  signatureOf({ inChannels: 4, sampleSize: sizes.height, crossAttentionDim: sizes.stateSize }, sizes.tokens);

/** A text embedding, [tokens, width], as a UNet takes it. */
export const textOf = (embedding: Float32Array) => ({ encoder_hidden_states: embedding });
