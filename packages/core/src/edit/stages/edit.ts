import { averageMask, type Change, type Mask, settleOverlaps, uniteMasks } from '@dualedit/foundation';
import type { Conditioning } from '../../family/conditioning.js';
import { solidPicture } from '../../image/solid.js';
import { cutMask } from '../../image/square.js';
import { withLearned } from '../../inversions/locinv/learn-words.js';
import { without } from '../../masks/without.js';
import { guidanceAt } from '../../methods/attention-control/strength.js';
import type { Fresh, Run, Scene } from '../../methods/method.js';
import { methodOf } from '../../methods/methods.js';
import { latentMask, regionsOf, withStrengths } from '../../methods/regions.js';
import { drawingsOf } from '../changes/drawings.js';
import type { Drawing } from '../changes/kind.js';
import type { OnStep, Preview } from '../progress.js';
import { regionTexts } from '../region-texts.js';
import { type ResolvedSettings, runSettings } from '../resolve.js';
import { latentScore } from '../score.js';
import { protectedPixels, type Work } from '../work.js';
import { reachOf } from './reach.js';
import type { PlannedStage } from './stage.js';
import { fromSurroundings } from './surroundings.js';

/** The method itself, once words, masks and inversion are there. */
export function editStage(resolved: ResolvedSettings): PlannedStage {
  const method = methodOf(resolved.method);
  return {
    name: 'edit',
    ...method.plan(runSettings(resolved), resolved.edits),
    run: async (work, onStep) => {
      work.reach = reachOf(work);
      const { model, request, words } = work;
      const run: Run = { onStep: withPreviews(work, onStep), signal: request.signal };
      const { promptsRegions: prompted, scores } = method;
      const texts = prompted && (await regionTexts(model, request.edits, words, prompted));
      work.edited = await method.run(
        sceneOf(work, {
          fresh: await fromSurroundings(work),
          texts,
          learned: await learnedTarget(work),
          scores,
        }),
        run,
      );
    },
  };
}

interface Prepared {
  fresh: Fresh | undefined;
  /** Prompts of the edits' own, if the method asks for them. */
  texts: readonly Conditioning[] | undefined;
  /** Of the target prompt at each step, if the inversion learned words that it shares. */
  learned: readonly Conditioning[] | undefined;
  scores: true | undefined;
}

function sceneOf(work: Work, { fresh, texts, learned, scores }: Prepared): Scene {
  const { model, request, resolved, words, text, masks, reach, inverted, unnamed } = work;
  const drawings = drawingsOf({ edits: request.edits, masks: masks!, unnamed: unnamed! });
  const isFree = drawings.some(({ attention }) => attention === 'none');
  const { region, path, inversion } = inverted!;
  const { width, height } = model.latent;
  const within = (all: readonly Mask[]) => all.map((mask) => cutMask(mask, region));
  const wide = within(reach!.wide);
  const kept = protectedPixels({ request, unnamed });
  const where = latentMask(cutMask(uniteMasks(reach!.wide), region), width, height);
  const free = kept
    ? averageMask(cutMask(kept, region), width, height).map((share) => Number(share < 0.5))
    : undefined;
  const strengths = withStrengths(
    free ? where.map((cell, i) => cell * free[i]!) : where,
    { strengths: strengthsOf(work, drawings), masks: wide },
    width,
    height,
  );
  const strongest = strengths.reduce((most, strength) => Math.max(most, strength), 0) * resolved.strength;
  const told = guidanceAt(strongest, resolved.settings.guidanceScale);
  return {
    programs: model.programs,
    path,
    inversion,
    text: { ...text!, target: model.guide?.(text!.target, told) ?? text!.target, learned },
    tokenMap: words.aligned.tokenMap,
    commonTokens: words.aligned.commonTokens,
    // A new shape may reach into the margin around a mask, but the losses should not make it fill that margin.
    regions: regionsOf({
      drawings,
      aligned: words.aligned,
      masks: within(settleOverlaps(masks!).map((mask) => without(mask, kept))),
      whole: within(masks!.map((mask) => without(mask, kept))),
      reach: wide,
      texts,
    }),
    fresh,
    latentMask: strengths,
    // What takes nothing of the original's attention is drawn beside what the original shows, from the first step.
    settings: isFree ? { ...runSettings(resolved), blend: 1 } : runSettings(resolved),
    strength: resolved.strength,
    seed: resolved.seed,
    ...(scores && { score: latentScore(work) }),
    solid: (color) => model.autoencoder.encode(solidPicture(model.pictureSize, color)),
  };
}

async function learnedTarget({ model, words, text, inverted }: Work): Promise<Conditioning[] | undefined> {
  const { learned } = inverted!.inversion;
  const { targetIds, tokenMap } = words.aligned;
  if (!learned?.positions.some((position) => tokenMap.includes(position))) return undefined;
  const encoded = await withLearned(await model.tokenEmbeddings(), targetIds, tokenMap, learned);
  await model.makeRoom();
  return encoded.map((embedding) => ({ ...text!.target, [model.signature.text]: embedding }));
}

/** How strong each edit is: as its kind is, as the command says, and as a second try needs it. */
function strengthsOf({ request: { edits }, factors }: Work, drawings: readonly Drawing[]): number[] {
  const own = (edit: Change) => ('strength' in edit ? edit.strength : 1);
  return drawings.map(({ strength }, i) => strength * own(edits[i]!) * (factors?.[i] ?? 1));
}

/** Every `previewEvery` steps, also the picture that the model means by now. */
function withPreviews({ model, parts, request, inverted }: Work, onStep: OnStep): NonNullable<Run['onStep']> {
  const { previewEvery: every } = request;
  const { left, top, side } = inverted!.region;
  const area = { left, top, width: side, height: side };
  const shown = async (latent: Float32Array): Promise<Preview | undefined> => {
    const picture = await model.autoencoder.decode(latent, model.latent.width, model.latent.height);
    return (await parts.mayShow(picture)) ? { picture, area } : undefined;
  };
  return async (done, total, estimate) => {
    const isDue = every !== undefined && done % every === 0 && done < total;
    onStep(done, total, isDue ? await shown(estimate()) : undefined);
  };
}
