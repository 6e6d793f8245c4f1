// Methods and inversions on the tiny UNet, and what the reference (reference/) makes of the same.
import { fileURLToPath } from 'node:url';
import { priorsOf } from '../edit/named-things.js';
import { TEXT } from '../family/stable-diffusion/inputs.js';
import { ddimPath } from '../family/stable-diffusion/noise-path.js';
import type { Inversion, NamedThing } from '../inversions/inversion.js';
import { INVERSIONS, type InversionName } from '../inversions/inversions.js';
import { withLearned } from '../inversions/locinv/learn-words.js';
import { trajectoryToNoise } from '../inversions/trajectory.js';
import type { Method, Scene } from '../methods/method.js';
import { DenoiserSource } from '../programs/denoiser-source.js';
import { openPrograms, type Programs } from '../programs/programs.js';
import { openTokenEmbeddings, type TokenEmbeddings } from '../programs/token-embeddings.js';
import { held } from '../session/held.js';
import { openGolden } from './golden.js';
import { textOf, unetSignature } from './signature.js';
import { facts, file, grid, masks, plan, region, text } from './tiny-unet.js';

const folder = (name: string) => fileURLToPath(new URL(`../__fixtures__/${name}/`, import.meta.url));
const golden = openGolden(folder('tiny-methods'));

/** Facts of golden.json, and an array of the reference by its name. */
export const methodFacts = golden.facts;
export const expected = (name: string) => golden.array(`${name}.npy`);

export type Prediction = 'v_prediction' | 'epsilon';

export const { steps } = facts.edit.settings as { steps: number };
export const pathOf = (prediction_type: Prediction, of = steps) =>
  ddimPath({ ...facts.edit.scheduler, prediction_type }, of);

/** The programs of the tiny UNet, as a model has them. */
export function tinyPrograms(): Programs {
  const signature = unetSignature({ height: 32, tokens: 8, stateSize: 16 });
  return openPrograms(held(() => DenoiserSource.open(`${folder('tiny-unet')}model.onnx`, signature)));
}

/** The tiny text encoder from its token embeddings on. */
export const tinyWords = () => openTokenEmbeddings(`${folder('tiny-methods')}text-encoder.onnx`, 8);

/** What the tiny text encoder makes of the scene's prompts. */
export async function tinyText(words: TokenEmbeddings) {
  const { source, empty, target } = methodFacts.locinv.ids as Record<string, number[]>;
  const encode = async (ids: number[]) => textOf(await words.encode(await words.embed(ids)));
  return {
    source: await encode(source!),
    unconditional: await encode(empty!),
    target: await encode(target!),
  };
}

/** The things that the source prompt names, with their masks, and the boxes around them, on any grid. */
export const tinyThings: NamedThing[] = methodFacts.locinv.things.map(
  (tokens: { noun: number[]; adjectives: number[] }, i: number) => ({ ...tokens, ...priorsOf(masks[i]!) }),
);

/** The scene by an inversion that learns words, and the edit from it without losses. */
export async function learnTiny(
  programs: Programs,
  name: 'locinv' | 'locinv-box',
  of: number = methodFacts.locinv.steps[name],
) {
  const words = await tinyWords();
  const path = pathOf('v_prediction', of);
  const own = await tinyText(words);
  const { ids } = methodFacts.locinv;
  const inversion = await INVERSIONS[name].invert({
    programs,
    path,
    trajectory: [file('edit-picture')],
    text: own,
    words: { ids: ids.source, things: tinyThings, embeddings: async () => words },
    textInput: TEXT,
    guidanceScale: methodFacts.locinv.guidance,
    seed: 1,
  });
  const learned = await withLearned(words, ids.target, plan.tokenMap, inversion.learned!);
  await words.release();
  return { inversion, text: { ...own, learned: learned.map(textOf) } };
}

export async function invertTiny(
  programs: Programs,
  name: InversionName,
  kind: Prediction,
): Promise<Inversion> {
  const path = pathOf(kind);
  const { keepsTrajectory, invert } = INVERSIONS[name];
  const latent = file('edit-picture');
  const denoise = await programs.denoise();
  const walk = keepsTrajectory
    ? await trajectoryToNoise({ denoise, path, latent, text: text.source })
    : [latent];
  const guidanceScale = facts.edit.settings.guidanceScale as number;
  return invert({
    programs,
    path,
    trajectory: walk,
    text,
    textInput: TEXT,
    guidanceScale,
    seed: methodFacts.seed,
  });
}

/** The scene that the reference edits too. */
export function tinyScene<Settings>(
  programs: Programs,
  {
    kind,
    inversion,
    settings,
    text: own = text,
  }: { kind: Prediction; inversion: Inversion; settings: Settings; text?: Scene['text'] },
): Scene<Settings> {
  return {
    programs,
    path: pathOf(kind, inversion.unconditional.length),
    inversion,
    text: own,
    tokenMap: plan.tokenMap,
    commonTokens: facts.commonTokens,
    regions: masks.map((_, i) => region(i)),
    latentMask: grid,
    settings,
    strength: 1,
    seed: methodFacts.seed,
    // Instead of a CLIP: how bright a region is, and how much changed elsewhere.
    score: async (latent, i) => {
      const [mask, original] = [region(i).maskAt(1024), file('edit-picture')];
      const [sum, area] = [
        latent.subarray(0, 1024).reduce((s, z, at) => s + z * mask[at]!, 0),
        mask.reduce((s, m) => s + m),
      ];
      const outside = latent.reduce((s, z, at) => s + (1 - mask[at % 1024]!) * (z - original[at]!) ** 2, 0);
      return { target: sum / area, background: -outside / 4096 };
    },
    solid: async ([red, green, blue]) => {
      const [cells, means] = [32 * 32, [red, green, blue, red - blue]];
      return Float32Array.from({ length: 4 * cells }, (_, i) => means[Math.floor(i / cells)]!);
    },
  };
}

/** One whole edit of the tiny scene. */
export async function editTiny<Settings extends Method['defaults']>(
  programs: Programs,
  method: Pick<Method<Settings>, 'run'>,
  of: { kind: Prediction; inversion: Inversion; settings: Settings; text?: Scene['text'] },
) {
  return method.run(tinyScene(programs, of), {});
}
