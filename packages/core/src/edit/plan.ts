import type { Change } from '@dualedit/foundation';
import type { Model } from '../family/model.js';
import type { NoisePath } from '../family/noise-path.js';
import { openModel } from '../family/open-model.js';
import type { Pack } from '../pack/pack.js';
import { chooseDevice } from '../session/device.js';
import { secondTurnOf } from './changes/turns.js';
import { checkRequest, checkSeen } from './check.js';
import { checkCombination } from './check-combination.js';
import { modelFor } from './choose-model.js';
import type { EngineRequest, FullPicture } from './large/full-picture.js';
import type { EditRequest } from './request.js';
import { type ResolvedSettings, resolveSettings } from './resolve.js';
import { apartStages, inPlaceStages } from './stages/again.js';
import { attentionStages } from './stages/attention-masks.js';
import { loadStage } from './stages/load.js';
import { lookStage } from './stages/look.js';
import { allMasksGiven } from './stages/masks-known.js';
import { retryStage } from './stages/retry.js';
import { type PlannedStage, programsOf } from './stages/stage.js';
import { turnStages } from './stages/turns.js';
import { zoomStage } from './stages/zoom.js';
import { readWords, type Words } from './words.js';

/** All that an edit will run, with every default resolved. Nothing is loaded by making one. */
export interface EditPlan {
  resolved: ResolvedSettings;
  words: Words;
  path: NoisePath;
  /** In order; the first one opens what the others run. */
  stages: readonly PlannedStage[];
}

/** What a plan reads of a model: nothing that is loaded. */
type PlannedModel = Pick<Model, 'pack' | 'tokenizer' | 'path'>;

/** What a plan must know beside the request. */
export interface PlanContext {
  /** Whether masks are found by a mask source, or by the model's own attention. */
  hasMaskSource: boolean;
  /** Whether the request comes with a saved inversion, so that none has to be made. */
  isInverted: boolean;
}

/**
 * The plan of an edit with a pack: its checks are those of the edit itself, so that a dry run refuses what the edit
 * would refuse before it loads a model.
 *
 * @throws DualeditError `picture-size`, `too-many-edits`, `strength-range`, `seed-range`, `mask-size`, `mask-empty`,
 * `mask-without-edit`, `mask-hidden`, `region-missing`, `method-inversion`, `method-removal`, `method-clip`, `steps-range`, `no-edits`, `word-not-in-prompt`, `edit-repeated`, `word-unknown`, `prompt-too-long`
 * @example
 * const { stages, words } = await planEdit({ picture, edits: parseCommand('cat→dog') }, await openPack(folder));
 * console.log(words.prompts.target, stages.map(({ name }) => name));
 */
export async function planEdit(
  request: EditRequest,
  pack: Pack,
  context: Partial<PlanContext> = {},
): Promise<EditPlan> {
  checkRequest(request);
  const { hasMaskSource = false, isInverted = false } = context;
  const opened = await openModel(pack, await chooseDevice('cpu'));
  return planWith(request, await modelFor(opened, request, hasMaskSource), { hasMaskSource, isInverted });
}

/** The same of a request that is checked, with a model that is open already. */
export function planWith(
  request: EngineRequest,
  { pack, tokenizer, path }: PlannedModel,
  context: PlanContext,
): EditPlan {
  const resolved = resolveSettings(request, pack);
  checkCombination(resolved, request.edits, pack.folder);
  const words = readWords(pack, tokenizer, request);
  const given = allMasksGiven(request);
  if (given) checkSeen(given, request.edits);
  const needsMasks = given === undefined;
  return {
    resolved,
    words,
    path: path(resolved.settings.steps),
    stages: editStages(resolved, { ...context, ...request, needsMasks }),
  };
}

interface Asked extends PlanContext {
  needsMasks: boolean;
  prompt?: string;
  protect?: boolean;
  details?: boolean;
  edits?: readonly Change[];
  /** Of a large picture: the part that is edited is asked for once the masks are known. */
  full?: FullPicture;
}

/** The stages of an edit. */
export function editStages(resolved: ResolvedSettings, asked: Asked): PlannedStage[] {
  const {
    hasMaskSource,
    isInverted,
    needsMasks,
    prompt,
    protect = true,
    details = false,
    edits = [],
    full,
  } = asked;
  const isSecond = secondTurnOf(edits);
  const drawn = isSecond
    ? turnStages(resolved, { edits, isSecond, isInverted, details })
    : isInverted
      ? inPlaceStages(resolved, details)
      : apartStages(resolved, details);
  const later = [
    ...(needsMasks && !hasMaskSource ? attentionStages(resolved.settings.steps) : []),
    ...(full ? [zoomStage] : []),
    ...drawn,
    retryStage(resolved),
  ];
  const looks = hasMaskSource && (needsMasks || protect || prompt === undefined);
  return [...(looks ? [lookStage(programsOf(later))] : []), loadStage(later), ...later];
}

/** The plan of finding masks alone. */
export function planMasks(
  request: EditRequest,
  { pack, tokenizer, path }: PlannedModel,
  { hasMaskSource }: Pick<PlanContext, 'hasMaskSource'>,
): EditPlan {
  const resolved = resolveSettings({}, pack);
  const later = attentionStages(resolved.settings.steps);
  return {
    resolved,
    words: readWords(pack, tokenizer, request),
    path: path(resolved.settings.steps),
    stages: hasMaskSource ? [lookStage([])] : [loadStage(later), ...later],
  };
}
