import { type Change, DualeditError, type Mask, namesThing } from '@dualedit/foundation';
import { changedOutside, changedUnnamed } from '../../seen/changed.js';
import { kindOf } from '../changes/kinds.js';
import type { ResolvedSettings } from '../resolve.js';
import type { EditDetails, EditResult } from '../result.js';
import { conditionWords, readWords } from '../words.js';
import type { Work } from '../work.js';
import { apartStages, inPlaceStages } from './again.js';
import { checksOfResult } from './checks.js';
import { describe } from './describe.js';
import { LOAD } from './load.js';
import { lookStage } from './look.js';
import { allMasksGiven } from './masks-known.js';
import type { PlannedStage } from './stage.js';

const NOT_SEEN: ReadonlySet<string> = new Set(['object-not-found', 'object-count']);

type IsSecond = (edit: Change) => boolean;

interface TurnOptions {
  edits: readonly Change[];
  isSecond: IsSecond;
  isInverted: boolean;
  details: boolean;
}

/** What draws the edits in two turns, in the place of inversion, edit, decoding and pasting. */
export function turnStages(
  resolved: ResolvedSettings,
  { edits, isSecond, isInverted, details }: TurnOptions,
): PlannedStage[] {
  const hasLosses = edits.filter(isSecond).some((edit) => kindOf(edit).drawing.losses);
  const last = hasLosses ? resolved : { ...resolved, settings: { ...resolved.settings, lossWeights: {} } };
  const first = isInverted ? inPlaceStages(resolved, details) : apartStages(resolved, details);
  const second = apartStages(last, details);
  return [
    ...first.map((stage): PlannedStage => {
      return {
        ...stage,
        run: async (work, onStep) => {
          work.turns ??= [await firstTurn(work, isSecond)];
          await stage.run(work.turns[0]!, onStep);
        },
      };
    }),
    {
      name: 'segment',
      programs: [],
      costs: [LOAD],
      run: async (work) => {
        work.turns!.push(await secondTurn(work, last, isSecond));
      },
    },
    ...second.map((stage): PlannedStage => {
      return { ...stage, run: (work, onStep) => stage.run(work.turns![1]!, onStep) };
    }),
    { name: 'compose', programs: [], costs: [1], run: (work) => joinTurns(work, isSecond) },
  ];
}

/** What is removed, and what else does not wait for that, on the picture. */
async function firstTurn(work: Work, isSecond: IsSecond): Promise<Work> {
  const { request, model, words, worn } = work;
  const isMine = (_: unknown, i: number) => !isSecond(request.edits[i]!);
  const edits = request.edits.filter(isMine);
  // What changes in the second turn stays in the first.
  const waiting = request.edits.flatMap((edit, i) =>
    isMine(edit, i) || !namesThing(edit) ? [] : [{ name: edit.source, mask: work.masks![i]!, score: 1 }],
  );
  const turn: Work = {
    ...work,
    request: { ...request, edits },
    masks: work.masks!.filter(isMine),
    unnamed: [...work.unnamed!, ...waiting],
    words: readWords(model.pack, model.tokenizer, {
      edits,
      prompt: words.prompts.source,
      worn: worn?.filter(isMine),
    }),
    ...(worn && { worn: worn.filter(isMine) }),
  };
  // A trajectory under other words is none of these words.
  delete turn.trajectory;
  turn.text = await conditionWords(model, turn.words, work.resolved.settings.guidanceScale);
  return turn;
}

/** The others, on what the first turn made. */
async function secondTurn(work: Work, resolved: ResolvedSettings, isSecond: IsSecond): Promise<Work> {
  const { model, maskSource, parts, requireMemory, path, turns } = work;
  const [first] = turns!;
  const { prompt: _, onMasks: __, ...request } = work.request;
  const isMine = (_: unknown, i: number) => isSecond(request.edits[i]!);
  const edits = request.edits.filter(isMine);
  const ofMine = <Given>(given: readonly Given[] | undefined) =>
    given && request.edits.flatMap((edit, i) => (isSecond(edit) ? [given[i]!] : []));
  const masks = ofMine(request.masks);
  const pointed = ofMine(request.pointed);
  // What is not on a pack's list of words is only found if a prompt names it.
  const isTold = !model.pack.words || work.request.prompt !== undefined;
  const prompt = isTold ? { prompt: first!.words.prompts.target } : {};
  let turn: Work = {
    model,
    maskSource,
    parts,
    requireMemory,
    path,
    resolved,
    request: {
      ...request,
      edits,
      picture: first!.made!.picture,
      ...(masks && { masks }),
      ...(pointed && { pointed }),
      ...prompt,
    },
    words: readWords(model.pack, model.tokenizer, { edits, ...prompt }),
  };
  if (maskSource) turn = await lookedAt(turn, ofMine(work.masks)!);
  else [turn.masks, turn.unnamed] = [allMasksGiven(turn.request)!, []];
  turn.words = await describe(turn);
  turn.text = await conditionWords(model, turn.words, resolved.settings.guidanceScale);
  return turn;
}

/** A look at what the first turn made; what is not seen there any more is where it was. */
async function lookedAt(turn: Work, before: Mask[]): Promise<Work> {
  const look = lookStage([]);
  try {
    await look.run(turn, () => {});
    return turn;
  } catch (error) {
    if (!DualeditError.is(error) || !NOT_SEEN.has(error.code)) throw error;
    const given: Work = { ...turn, request: { ...turn.request, masks: before } };
    await look.run(given, () => {});
    return given;
  }
}

/** Takes over what both turns made, as if it had been made at once. */
async function joinTurns(work: Work, isSecond: IsSecond): Promise<void> {
  const { request, turns } = work;
  const [first, second] = turns as [Work, Work];
  const each = <Value>(of: (turn: Work) => readonly Value[]): Value[] => {
    const [earlier, later] = [[...of(first)], [...of(second)]];
    return request.edits.map((edit) => (isSecond(edit) ? later : earlier).shift()!);
  };
  work.inverted = first.inverted!;
  work.masks = each<Mask>(({ masks }) => masks!);
  work.pasted = each<Mask>(({ pasted }) => pasted!);
  work.pastes = [...first.pastes!, ...second.pastes!];
  const { picture } = second.made!;
  work.made = { picture, metrics: metricsOf(work, first, second), ...detailsOf(second, each) };
  work.checks = await checksOfResult(work, picture);
}

function metricsOf(
  work: Work,
  { made: first, inverted }: Work,
  { made: second }: Work,
): EditResult['metrics'] {
  const [one, other] = [first!.metrics, second!.metrics];
  const { region, seen } = inverted!;
  const { picture } = work.request;
  return {
    ...one,
    maxChangeOutside: Math.max(one.maxChangeOutside, other.maxChangeOutside),
    changedOutside: changedOutside(
      picture,
      second!.picture,
      work.masks!,
      region.side / seen.width,
      work.zoom?.beyond,
    ),
    changedUnnamed: changedUnnamed(picture, second!.picture, work.unnamed!),
    losses: [...one.losses, ...other.losses],
    unetRuns: one.unetRuns + other.unetRuns,
    gradientRuns: one.gradientRuns + other.gradientRuns,
  };
}

/** What the model drew last, and where it looked for each edit in its turn. */
function detailsOf(
  { made }: Work,
  each: (of: (turn: Work) => EditDetails['attention']) => EditDetails['attention'],
): Pick<EditResult, 'details'> {
  if (!made!.details) return {};
  return { details: { ...made!.details, attention: each((turn) => turn.made!.details!.attention) } };
}
