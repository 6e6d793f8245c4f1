import type { Mask } from '@dualedit/foundation';
import { cutSquare } from '../../image/square.js';
import { changedOutside, changedUnnamed } from '../../seen/changed.js';
import { isBackground } from '../changes/turns.js';
import type { ResolvedSettings } from '../resolve.js';
import type { EditDetails, EditResult } from '../result.js';
import { conditionWords, readWords } from '../words.js';
import type { Work } from '../work.js';
import { apartStages, inPlaceStages } from './again.js';
import { checksOf } from './checks.js';
import { describe } from './describe.js';
import { LOAD } from './load.js';
import { lookStage } from './look.js';
import { lookAgain } from './look-again.js';
import { allMasksGiven } from './masks-known.js';
import type { PlannedStage } from './stage.js';

/** What draws the edits in two turns, in the place of inversion, edit, decoding and pasting. */
export function turnStages(
  resolved: ResolvedSettings,
  { isInverted, details }: { isInverted: boolean; details: boolean },
): PlannedStage[] {
  const last: ResolvedSettings = { ...resolved, settings: { ...resolved.settings, lossWeights: {} } };
  const first = isInverted ? inPlaceStages(resolved, details) : apartStages(resolved, details);
  const second = apartStages(last, details);
  return [
    ...first.map((stage): PlannedStage => {
      return {
        ...stage,
        run: async (work, onStep) => {
          work.turns ??= [await firstTurn(work)];
          await stage.run(work.turns[0]!, onStep);
        },
      };
    }),
    {
      name: 'segment',
      programs: [],
      costs: [LOAD],
      run: async (work) => {
        work.turns!.push(await secondTurn(work, last));
      },
    },
    ...second.map((stage): PlannedStage => {
      return { ...stage, run: (work, onStep) => stage.run(work.turns![1]!, onStep) };
    }),
    { name: 'compose', programs: [], costs: [1], run: joinTurns },
  ];
}

/** Everything but the background, on the picture. */
async function firstTurn(work: Work): Promise<Work> {
  const { request, model, words, worn } = work;
  const isMine = (_: unknown, i: number) => !isBackground(request.edits[i]!);
  const edits = request.edits.filter(isMine);
  const turn: Work = {
    ...work,
    request: { ...request, edits },
    masks: work.masks!.filter(isMine),
    words: readWords(model.pack, model.tokenizer, {
      edits,
      prompt: words.prompts.source,
      worn: worn?.filter(isMine),
    }),
    ...(worn && { worn: worn.filter(isMine) }),
  };
  // A trajectory under other words is none of these words.
  delete turn.walked;
  turn.text = await conditionWords(model, turn.words);
  return turn;
}

/** The background alone, on what the first turn made. */
async function secondTurn(work: Work, resolved: ResolvedSettings): Promise<Work> {
  const { model, maskSource, parts, requireMemory, path, turns } = work;
  const [first] = turns!;
  const { prompt: _, onMasks: __, ...request } = work.request;
  const edits = request.edits.filter(isBackground);
  const masks = request.masks?.filter((_, i) => isBackground(request.edits[i]!));
  const { target } = first!.words.prompts;
  const turn: Work = {
    model,
    maskSource,
    parts,
    requireMemory,
    path,
    resolved,
    request: {
      ...request,
      edits,
      image: first!.made!.picture,
      ...(masks && { masks }),
      // What is not on a pack's list of words is only found if a prompt names it.
      ...(!model.pack.words && { prompt: target }),
    },
    words: readWords(model.pack, model.tokenizer, { edits, ...(!model.pack.words && { prompt: target }) }),
  };
  if (maskSource) await lookStage([]).run(turn, () => {});
  else [turn.masks, turn.unnamed] = [allMasksGiven(turn.request)!, []];
  turn.words = await describe(turn);
  turn.text = await conditionWords(model, turn.words);
  return turn;
}

/** Takes over what both turns made, as if it had been made at once. */
async function joinTurns(work: Work): Promise<void> {
  const { request, model, turns } = work;
  const [first, second] = turns as [Work, Work];
  const each = <Value>(of: (turn: Work) => readonly Value[]): Value[] => {
    const [others, backgrounds] = [[...of(first)], [...of(second)]];
    return request.edits.map((edit) => (isBackground(edit) ? backgrounds : others).shift()!);
  };
  work.inverted = first.inverted!;
  work.masks = each<Mask>(({ masks }) => masks!);
  work.pasted = each<Mask>(({ pasted }) => pasted!);
  const { picture } = second.made!;
  const square = await cutSquare(picture, first.inverted!.region, model.pictureSize);
  work.made = { picture, metrics: metricsOf(work, first, second), ...detailsOf(second, each) };
  work.checks = await checksOf(work, picture, await lookAgain(work, square));
}

function metricsOf(
  work: Work,
  { made: first, inverted }: Work,
  { made: second }: Work,
): EditResult['metrics'] {
  const [one, other] = [first!.metrics, second!.metrics];
  const { region, seen } = inverted!;
  const { image } = work.request;
  return {
    ...one,
    maxChangeOutside: Math.max(one.maxChangeOutside, other.maxChangeOutside),
    changedOutside: changedOutside(image, second!.picture, work.masks!, region.side / seen.width),
    changedUnnamed: changedUnnamed(image, second!.picture, work.unnamed!),
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
