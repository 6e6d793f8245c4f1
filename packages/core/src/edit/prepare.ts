import { type Edit, type Picture, throwIfAborted } from '@dualedit/foundation';
import type { Engine } from '../family/model.js';
import { type DdimSchedule, ddimSchedule } from '../family/stable-diffusion/ddim.js';
import { cutRegion, type Region } from '../image/square.js';
import type { Inversion } from '../inversions/inversion.js';
import { INVERSIONS, type InversionName } from '../inversions/inversions.js';
import { type Trajectory, walkToNoise } from '../inversions/trajectory.js';
import { type AlignedPrompts, alignPrompts } from '../text/align.js';
import { composePrompts, type PromptPair } from '../text/prompt.js';
import { checkWords } from '../text/words.js';

/** The words of a request, as the model reads them. */
export interface PreparedText {
  prompts: PromptPair;
  aligned: AlignedPrompts;
  /** [tokens, width] each. */
  states: { source: Float32Array; unconditional: Float32Array; target: Float32Array };
}

/** @throws DualeditError `no-edits`, `word-not-in-prompt`, `edit-repeated`, `word-unknown`, `prompt-too-long` */
export async function prepareText(
  engine: Engine,
  edits: readonly Edit[],
  prompt: string | undefined,
): Promise<PreparedText> {
  const prompts = composePrompts(edits, prompt);
  if (engine.pack.words) {
    checkWords(prompts.source, engine.pack.words);
    checkWords(prompts.target, engine.pack.words);
  }
  const aligned = alignPrompts(engine.tokenizer, prompts);
  const encoder = await engine.textEncoder();
  const states = {
    source: await encoder.encode(aligned.sourceIds),
    unconditional: await encoder.encode(engine.tokenizer.encode('').ids),
    target: await encoder.encode(aligned.targetIds),
  };
  await engine.makeRoom();
  return { prompts, aligned, states };
}

/** A region of the picture at the model's size, and its walk to noise. */
export interface PreparedPicture {
  region: Region;
  /** The region as the model sees it. */
  seen: Picture;
  schedule: DdimSchedule;
  walk: Trajectory;
}

export interface PreparePictureRequest {
  picture: Picture;
  region: Region;
  steps: number;
  /** [tokens, width] of the source prompt. */
  states: Float32Array;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

export async function preparePicture(
  engine: Engine,
  { picture, region, steps, states, onStep, signal }: PreparePictureRequest,
): Promise<PreparedPicture> {
  throwIfAborted(signal);
  const seen = await cutRegion(picture, region, engine.pictureSize);
  const schedule = ddimSchedule(engine.pack.scheduler, steps);
  const latent = await engine.autoencoder.encode(seen);
  await engine.makeRoom();
  const walk = await walkToNoise({
    denoise: await engine.denoise(),
    schedule,
    latent,
    states,
    signal,
    ...(onStep ? { onStep } : {}),
  });
  return { region, seen, schedule, walk };
}

/** A region of the picture as an edit begins with it. */
export interface InvertedPicture extends PreparedPicture {
  name: InversionName;
  inversion: Inversion;
}

export interface InvertPictureRequest {
  name: InversionName;
  prepared: PreparedPicture;
  states: PreparedText['states'];
  guidanceScale: number;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** Makes of a walk what the chosen inversion makes of it. */
export async function invertPicture(
  engine: Engine,
  { name, prepared, ...request }: InvertPictureRequest,
): Promise<InvertedPicture> {
  const { schedule, walk } = prepared;
  const inversion = await INVERSIONS[name]({ programs: engine, schedule, walk, ...request });
  return { ...prepared, name, inversion };
}

/** PSNR in dB of the three colour channels. */
export function psnr(a: Picture, b: Picture): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) if (i % 4 !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  return 10 * Math.log10((255 * 255) / (sum / (a.width * a.height * 3)));
}
