// The stages of an edit, one by one and with a model that is watched, for scripts that look at what is between them.
import type { Stage } from '@dualedit/foundation';
import type { EditorOptions } from '../../packages/core/src/edit/editor.js';
import { OptionalParts } from '../../packages/core/src/edit/optional-parts.js';
import { type EditPlan, planWith } from '../../packages/core/src/edit/plan.js';
import type { EditRequest } from '../../packages/core/src/edit/request.js';
import type { Work } from '../../packages/core/src/edit/work.js';
import type { Model } from '../../packages/core/src/family/model.js';
import { openModel } from '../../packages/core/src/family/open-model.js';
import { openPack } from '../../packages/core/src/pack/open-pack.js';
import { chooseDevice } from '../../packages/core/src/session/device.js';

/** The model of a pack, on the processor. */
export async function openOnCpu(folder: string): Promise<Model> {
  return openModel(await openPack(folder), await chooseDevice('cpu'));
}

/** An edit whose stages are still to be run. */
export interface OpenWork {
  plan: EditPlan;
  work: Work;
  /** Runs the stages of one name. */
  run(stage: Stage): Promise<void>;
}

/** Plans an edit of a request with masks; memory is not checked. */
export async function openWork(model: Model, request: EditRequest): Promise<OpenWork> {
  const plan = planWith(request, model, { hasMaskSource: false, isInverted: false });
  await model.autoencoder.useTiles(request.tiles, model.latent);
  const options: EditorOptions = {};
  const work: Work = {
    model,
    parts: new OptionalParts(model, options),
    requireMemory: async () => {},
    maskSource: undefined,
    request,
    resolved: plan.resolved,
    words: plan.words,
    path: plan.path,
  };
  const run = async (name: Stage) => {
    for (const stage of plan.stages.filter((each) => each.name === name)) await stage.run(work, () => {});
  };
  return { plan, work, run };
}
