import { type Mask, type Picture, settleOverlaps, uniteMasks } from '@dualedit/foundation';
import type { Engine } from '../family/model.js';
import { compose } from '../image/compose.js';
import { cutMask } from '../image/square.js';
import { withRoom } from '../masks/room.js';
import { wordMaps } from '../masks/word-maps.js';
import { type MdeEditRequest, type MdeEditResult, mdeEdit } from '../methods/attention-control/loop.js';
import type { MethodSettings } from '../methods/attention-control/settings.js';
import { injectionPlan, latentMask, lossEdits, withStrengths } from '../methods/regions.js';
import type { AttentionMap, EditRequest, EditResult } from './editor.js';
import { type InvertedPicture, type PreparedText, psnr } from './prepare.js';
import type { OnStep, Stopwatch } from './progress.js';

export interface EditPictureRequest {
  request: EditRequest;
  settings: MethodSettings;
  /** One an edit, at picture size, not empty. */
  masks: readonly Mask[];
  text: PreparedText;
  prepared: InvertedPicture;
  watch: Stopwatch;
  /** Whether a preview may be shown. */
  mayShow: (preview: Picture) => Promise<boolean>;
}

/** The edit itself, once words, masks and inversion are there. */
export async function editPicture(
  engine: Engine,
  { request, settings, masks, text, prepared, watch, mayShow }: EditPictureRequest,
): Promise<Pick<EditResult, 'picture' | 'masks' | 'metrics' | 'details'>> {
  const { region, seen, schedule, walk, inversion } = prepared;
  const { width, height } = engine.latent;
  const room = Math.round(settings.room * region.side);
  const settled = settleOverlaps(
    masks.map((mask, i) => (request.edits[i]!.kind === 'attribute' ? mask : withRoom(mask, room))),
  );
  const union = uniteMasks(settled);
  const within = (all: readonly Mask[]) => all.map((mask) => cutMask(mask, region));
  const planned = {
    edits: request.edits,
    masks: within(settled),
    aligned: text.aligned,
    schedule: settings.injection,
  };
  // A new shape may reach into the room around a mask, but the losses shall not make it fill that room.
  const aimed = { ...planned, masks: within(settleOverlaps(masks)) };
  const where = latentMask(cutMask(union, region), width, height);
  const edited = await watch.stage('edit', async (onStep) =>
    mdeEdit({
      programs: engine,
      schedule,
      inversion,
      states: text.states,
      plan: injectionPlan(planned),
      edits: (positions) => lossEdits(aimed, positions),
      commonTokens: text.aligned.commonTokens,
      latentMask: withStrengths(where, planned, width, height),
      settings,
      strength: request.strength ?? 1,
      onStep: withPreviews(engine, request.previewEvery, mayShow, onStep),
      signal: request.signal,
    }),
  );
  const { own, reconstruction, decoded } = await watch.stage('decode', async () => {
    const own = await engine.autoencoder.decode(walk[0]!, width, height);
    const { trajectory } = inversion;
    const isOwn = trajectory[0] === walk[0];
    return {
      own,
      reconstruction: isOwn ? own : await engine.autoencoder.decode(trajectory[0]!, width, height),
      decoded: await engine.autoencoder.decode(edited.latent, width, height),
    };
  });
  const { picture, maxChangeOutside } = await watch.stage('compose', () =>
    compose({
      original: request.image,
      edited: decoded,
      reconstruction,
      region,
      mask: union,
      sameShape: uniteMasks(
        settled.map((mask, i) => (request.edits[i]!.kind === 'attribute' ? mask : none(mask))),
      ),
      old: uniteMasks(masks),
    }),
  );
  return {
    picture,
    masks: settled,
    metrics: {
      reconstructionPsnr: psnr(seen, reconstruction),
      autoencoderPsnr: psnr(seen, own),
      inversionPsnr: psnr(own, reconstruction),
      maxChangeOutside,
      losses: edited.losses,
      gradientRuns: edited.gradientRuns,
      unetRuns: settings.steps + edited.unetRuns,
    },
    ...(request.details
      ? {
          details: {
            ...{ region, seen, reconstruction, edited: decoded },
            attention: await attentionOf(engine, edited, text, prepared),
          },
        }
      : {}),
  };
}

/** Every so many steps, also the picture that the model means by now. */
function withPreviews(
  { autoencoder, latent: { width, height } }: Engine,
  every: number | undefined,
  mayShow: EditPictureRequest['mayShow'],
  onStep: OnStep,
): NonNullable<MdeEditRequest['onStep']> {
  return async (done, total, estimate) => {
    const isDue = every !== undefined && done % every === 0 && done < total;
    const preview = isDue ? await autoencoder.decode(estimate(), width, height) : undefined;
    onStep(done, total, preview && (await mayShow(preview)) ? preview : undefined);
  };
}

/** Where the edited latents attend to each edit's target phrase. */
async function attentionOf(
  engine: Engine,
  { path }: MdeEditResult,
  { states, aligned }: PreparedText,
  { schedule }: InvertedPicture,
): Promise<AttentionMap[]> {
  const maps = await wordMaps({
    sourceMaps: await engine.sourceMaps(),
    trajectory: path,
    schedule,
    states: states.target,
    phrases: aligned.edits.map(({ targetTokens }) => targetTokens),
  });
  return maps.map((data) => ({ width: Math.sqrt(data.length), height: Math.sqrt(data.length), data }));
}

/** A mask of the same size that marks nothing. */
function none(mask: Mask): Mask {
  return { ...mask, data: new Uint8Array(mask.data.length) };
}
