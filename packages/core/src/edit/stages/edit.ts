import { type Mask, type Picture, settleOverlaps, uniteMasks } from '@dualedit/foundation';
import { cutMask } from '../../image/square.js';
import { withRoom } from '../../masks/room.js';
import type { Run, Scene } from '../../methods/method.js';
import { METHODS } from '../../methods/methods.js';
import { latentMask, regionsOf, withStrengths } from '../../methods/regions.js';
import type { OnStep } from '../progress.js';
import type { ResolvedSettings } from '../resolve.js';
import type { Work } from '../work.js';
import type { PlannedStage } from './stage.js';

/** The method itself, once words, masks and inversion are there. */
export function editStage({ method: name, settings }: ResolvedSettings): PlannedStage {
  const method = METHODS[name];
  return {
    name: 'edit',
    ...method.plan(settings),
    run: async (work, onStep) => {
      work.settled = settledMasks(work);
      const run: Run = { onStep: withPreviews(work, onStep), signal: work.request.signal };
      work.edited = await method.run(sceneOf(work), run);
    },
  };
}

/** Masks as far as each edit may reach: with a margin if its shape may change; the front object keeps the pixel. */
function settledMasks({ request, resolved, masks, inverted }: Work): Mask[] {
  const margin = Math.round(resolved.settings.room * inverted!.region.side);
  return settleOverlaps(
    masks!.map((mask, i) => (request.edits[i]!.kind === 'attribute' ? mask : withRoom(mask, margin))),
  );
}

function sceneOf({ model, request, resolved, words, text, masks, settled, inverted }: Work): Scene {
  const { edits } = request;
  const { region, path, inversion } = inverted!;
  const { width, height } = model.latent;
  const within = (all: readonly Mask[]) => all.map((mask) => cutMask(mask, region));
  const reach = within(settled!);
  const where = latentMask(cutMask(uniteMasks(settled!), region), width, height);
  return {
    programs: model.programs,
    path,
    inversion,
    text: text!,
    tokenMap: words.aligned.tokenMap,
    commonTokens: words.aligned.commonTokens,
    // A new shape may reach into the margin around a mask, but the losses should not make it fill that margin.
    regions: regionsOf({ edits, aligned: words.aligned, masks: within(settleOverlaps(masks!)), reach }),
    latentMask: withStrengths(where, { edits, masks: reach }, width, height),
    settings: resolved.settings,
    strength: resolved.strength,
  };
}

/** Every `previewEvery` steps, also the picture that the model means by now. */
function withPreviews({ model, parts, request }: Work, onStep: OnStep): NonNullable<Run['onStep']> {
  const { previewEvery: every } = request;
  const shown = async (latent: Float32Array): Promise<Picture | undefined> => {
    const preview = await model.autoencoder.decode(latent, model.latent.width, model.latent.height);
    return (await parts.mayShow(preview)) ? preview : undefined;
  };
  return async (done, total, estimate) => {
    const isDue = every !== undefined && done % every === 0 && done < total;
    onStep(done, total, isDue ? await shown(estimate()) : undefined);
  };
}
