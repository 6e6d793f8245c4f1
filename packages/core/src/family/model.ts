import type { Autoencoder } from '../autoencoder/autoencoder.js';
import type { Pack } from '../pack/pack.js';
import type { Programs } from '../programs/programs.js';
import type { TokenEmbeddings } from '../programs/token-embeddings.js';
import type { ChosenDevice } from '../session/device.js';
import type { Held } from '../session/held.js';
import type { TextEncoder } from '../text/encoder.js';
import type { ClipTokenizer } from '../text/tokenizer.js';
import type { Conditioning } from './conditioning.js';
import type { NoisePath } from './noise-path.js';
import type { DenoiserSignature, LatentSize } from './signature.js';

/** A model that is run as it stands, and the shape of what it is run on. */
export interface PlainModel {
  name: string;
  path: string;
  shape: readonly number[];
}

/** What two denoisers of one pack have in common. */
export interface ModelParts {
  tokenizer: ClipTokenizer;
  textEncoder: Held<TextEncoder>;
  /** The text encoder from its token embeddings on, compiled when first used. */
  tokenEmbeddings: Held<TokenEmbeddings>;
  autoencoder: Autoencoder;
}

/** The models of a pack and the programs compiled from its denoiser, each loaded when first used. */
export interface Model {
  pack: Pack;
  device: ChosenDevice;
  signature: DenoiserSignature;
  latent: LatentSize;
  /** Side of the pictures that the model sees, in pixels. */
  pictureSize: number;
  tokenizer: ClipTokenizer;
  autoencoder: Autoencoder;
  programs: Programs;
  /** Text encoder and autoencoder, for estimates of memory. */
  plainModels: readonly PlainModel[];
  /** The text encoder from its token embeddings on, compiled when first used. */
  tokenEmbeddings: Held<TokenEmbeddings>;
  parts: ModelParts;
  /** The same model by a denoiser that needs a few steps alone, if the pack has one. */
  fewSteps?: Model;
  /** Encodes texts by their token ids, one after the other. */
  condition(texts: readonly (readonly number[])[]): Promise<Conditioning[]>;
  /**
   * The same conditioning under another guidance, of a denoiser that takes it as an input. Absent if guidance is a
   * second run under the empty prompt.
   */
  guide?(conditioning: Conditioning, scale: number): Conditioning;
  /** @throws DualeditError `steps-range` */
  path(steps: number): NoisePath;
  /** Frees the models beside a large denoiser, which takes what memory there is, until they are used again. */
  makeRoom(): Promise<void>;
  /** Frees the memory of all of them; each is loaded again when next used. */
  release(): Promise<void>;
}
