import { hasFailed, type SeenThing, targetPhrase } from '@dualedit/foundation';
import type { OnStep } from '../progress.js';
import type { ResolvedSettings } from '../resolve.js';
import type { EditResult } from '../result.js';
import { conditionWords, readWords } from '../words.js';
import type { Work } from '../work.js';
import { checksOfResult } from './checks.js';
import { composeStage } from './compose.js';
import { decodeStage } from './decode.js';
import { describe } from './describe.js';
import { editStage } from './edit.js';
import { invertStages } from './invert.js';
import { type PlannedStage, runStages } from './stage.js';

/** Another try of edits that did not come out. */
export interface Attempt {
  /** What the result says of it. */
  retried: NonNullable<EditResult['retried']>;
  resolved: ResolvedSettings;
  /** Per edit: by how much stronger it is tried. */
  factors: (number | undefined)[];
}

/** What a try runs in the place of the whole edit, or on the result of one. */
export const inPlaceStages = (resolved: ResolvedSettings, details = false): PlannedStage[] => [
  editStage(resolved),
  decodeStage,
  composeStage({ details }),
];
export const apartStages = (resolved: ResolvedSettings, details = false): PlannedStage[] => [
  ...invertStages(resolved),
  ...inPlaceStages(resolved, details),
];

/** All edits, from the picture as it was. */
export async function tryInPlace(
  work: Work,
  { retried, resolved, factors }: Attempt,
  onStep: OnStep,
): Promise<Work> {
  const again: Work = { ...work, factors, resolved };
  await runStages(inPlaceStages(resolved, work.request.details), again, onStep);
  return { ...again, resolved: work.resolved, retried };
}

/** What failed, alone, on what came out. */
export async function tryApart(
  work: Work,
  { retried, resolved, factors }: Attempt,
  onStep: OnStep,
): Promise<Work> {
  const again = await remainderOf(work, resolved, factors);
  await runStages(apartStages(resolved), again, onStep);
  const { edits } = again.request;
  const pasted = work.pasted!.map((mask, i) => {
    const at = edits.indexOf(work.request.edits[i]!);
    return at < 0 ? mask : again.pasted![at]!;
  });
  const { picture, metrics: own } = again.made!;
  const checks = await checksOfResult({ ...work, pasted }, picture);
  const { metrics: first } = work.made!;
  const metrics = {
    ...first,
    unetRuns: first.unetRuns + own.unetRuns,
    gradientRuns: first.gradientRuns + own.gradientRuns,
  };
  const pastes = [...work.pastes!, ...again.pastes!];
  return { ...work, pasted, pastes, checks, made: { ...work.made!, picture, metrics }, retried };
}

/** The edits that failed, as work of their own on the result. */
async function remainderOf(
  work: Work,
  resolved: ResolvedSettings,
  factors: Attempt['factors'],
): Promise<Work> {
  const { request, model } = work;
  const failed = request.edits.map((_, i) => hasFailed(work.checks!.edits[i]!));
  const done = request.edits.flatMap((edit, i): SeenThing[] =>
    failed[i] ? [] : [{ name: targetPhrase(edit), mask: work.pasted![i]!, score: 1 }],
  );
  const edits = request.edits.filter((_, i) => failed[i]);
  const { prompt: _, ...rest } = request;
  const again: Work = {
    model,
    parts: work.parts,
    maskSource: work.maskSource,
    requireMemory: work.requireMemory,
    path: work.path,
    resolved,
    request: { ...rest, edits, picture: work.made!.picture },
    words: readWords(model.pack, model.tokenizer, { edits }),
    masks: work.masks!.filter((_, i) => failed[i]),
    unnamed: [...work.unnamed!, ...done],
    factors: factors.filter((_, i) => failed[i]),
    ...(work.worn && { worn: work.worn.filter((_, i) => failed[i]) }),
  };
  again.words = await describe(again);
  again.text = await conditionWords(model, again.words, resolved.settings.guidanceScale);
  return again;
}
