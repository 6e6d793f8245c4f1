/** Side lengths and channels of a latent. */
export interface LatentSize {
  channels: number;
  height: number;
  width: number;
}

/** Inputs and output of a family's denoiser, by name, and the sizes that it is compiled for. */
export interface DenoiserSignature {
  /** The input that takes the latent. */
  latent: string;
  timestep: string;
  /** The model output: noise, v, or what else the family predicts. */
  output: string;
  /** The conditioning input that cross-attention reads, [tokens, width]: gradients by the text are taken by it. */
  text: string;
  size: LatentSize;
  /** Shape of each conditioning input, without the batch axis. */
  conditioning: Readonly<Record<string, readonly number[]>>;
}
