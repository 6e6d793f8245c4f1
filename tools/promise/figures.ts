import { mean, median } from '../shared/statistics.js';
import type { RowName } from './case.js';
import type { Measured, MeasuredEdit } from './measured.js';

export interface Share {
  right: number;
  of: number;
  share: number;
}

export const shareOf = (answers: readonly boolean[]): Share => {
  const right = answers.filter(Boolean).length;
  return { right, of: answers.length, share: right / answers.length };
};

/** Whether all that a command says came out; what was refused did not. */
const isRight = ({ edits }: Measured) => edits.length > 0 && edits.every(({ right }) => right);

/** The figures of one row of the table. */
export function figuresOf(row: RowName, scenes: readonly Measured[]) {
  const done = scenes.filter(({ refused }) => refused === undefined);
  const changed = done.flatMap(({ unnamed }) => unnamed.map(({ changed }) => changed));
  const hats = done.flatMap(({ unnamed }) => unnamed.filter(({ name }) => name === 'hat'));
  const ofEdit = (i: number) => shareOf(scenes.map(({ edits }) => edits[i]?.right ?? false));
  return {
    right: shareOf(scenes.map(isRight)),
    ...(row === 'recolor2' || row === 'mixed' ? { first: ofEdit(0), second: ofEdit(1) } : {}),
    intact: shareOf(done.flatMap(({ edits }) => edits.map(({ isIntact }) => isIntact))),
    refused: scenes.length - done.length,
    retried: done.filter(({ retried }) => retried).length,
    ...(row === 'hats' && { hatChanged: spread(hats.map(({ changed }) => changed)) }),
    ...(changed.length > 0 && { unnamedChanged: spread(changed) }),
    changedOutside: spread(done.map(({ changedOutside }) => changedOutside!)),
    maskIou: mean(done.flatMap(({ edits }) => edits.map(({ maskIou }) => maskIou))),
    medianSeconds: median(done.map(({ seconds }) => seconds)),
  };
}

const spread = (values: readonly number[]) => ({ median: median(values), worst: Math.max(...values) });

/** A protected thing is as before up to this share of changed pixels. */
const KEPT = 0.05;

/** What the checks say of edits against what the judges say, over all commands that were not refused. */
export function checkFigures(scenes: readonly Measured[]) {
  const edits = scenes.flatMap((scene) => scene.edits.map((edit) => ({ scene, edit })));
  // A thing that has its color and is another thing now did not come out.
  const isTrue = ({ right, isIntact }: MeasuredEdit) => right && isIntact;
  const told = (isTold: (edit: MeasuredEdit) => boolean) => edits.filter(({ edit }) => isTold(edit));
  const successes = told(({ outcome }) => outcome === 'came-out');
  const failures = told(({ outcome }) => outcome !== 'came-out' && outcome !== 'unknown');
  const unknown = told(({ outcome }) => outcome === 'unknown');
  const wrong = [
    ...successes.filter(({ edit }) => !isTrue(edit)),
    ...failures.filter(({ edit }) => isTrue(edit)),
  ];
  return {
    success: shareOf(successes.map(({ edit }) => isTrue(edit))),
    failure: shareOf(failures.map(({ edit }) => !isTrue(edit))),
    unknown: { cameOut: unknown.filter(({ edit }) => isTrue(edit)).length, of: unknown.length },
    kept: keptFigures(scenes),
    disagreements: wrong.map(({ scene, edit }) => ({
      row: scene.row,
      seed: scene.seed,
      command: scene.command,
      ...(scene.options && { options: scene.options }),
      edit: edit.command,
      outcome: edit.outcome,
      ...(edit.reportedSeen && { reportedSeen: edit.reportedSeen }),
      judged: { noun: edit.noun, isPresent: edit.isPresent, ...(edit.color && { color: edit.color }) },
    })),
  };
}

/** Of the things that were to stay: which the engine saw at all, and whether they are as before. */
function keptFigures(scenes: readonly Measured[]) {
  const things = scenes.flatMap(({ unnamed, kept }) =>
    unnamed.map(({ name, changed }) => ({ changed, isReported: kept.some((thing) => thing.name === name) })),
  );
  return {
    seen: shareOf(things.map(({ isReported }) => isReported)),
    asBefore: shareOf(things.map(({ changed }) => changed <= KEPT)),
    asBeforeWhereSeen: shareOf(
      things.filter(({ isReported }) => isReported).map(({ changed }) => changed <= KEPT),
    ),
  };
}
