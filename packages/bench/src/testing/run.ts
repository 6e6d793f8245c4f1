import type { Scores } from '../metrics/definitions.js';
import { type Arm, ownSettings } from '../run/arm.js';
import type { ArmResult, BenchRun } from '../run/result.js';

/** A run of made-up numbers: `scores(arm, at)` of the item at a place, drawn as pasted. */
export function madeUpRun(
  arms: readonly Arm[],
  count: number,
  scores: (arm: string, at: number) => Scores,
): BenchRun {
  const result = (arm: string, at: number): ArmResult => ({
    ...(scores(arm, at).pictureRight != null && { outcomes: [scores(arm, at).pictureRight === 1] }),
    pasted: scores(arm, at),
    model: scores(arm, at),
    facts: { seconds: 1, unetRuns: 80, gradientRuns: 0, reconstructionPsnr: 30, maxChangeOutside: 0 },
    losses: [
      { step: 0, oal: 2 + at, ccl: 1 },
      { step: 1, oal: 1 + at, ccl: 0.5 },
    ],
  });
  return {
    data: 'made up',
    arms: arms.map((arm) => ({ ...arm, settings: ownSettings(arm) })),
    items: Array.from({ length: count }, (_, at) => ({
      id: `item-${at}`,
      split: at % 2 === 0 ? 'apart' : 'overlapping',
      edits: ['cat→dog'],
      prompt: 'a cat',
      targetPrompt: 'a dog <b>',
      kind: at % 3 === 0 ? ('attributes alone' as const) : ('new objects' as const),
      arms: Object.fromEntries(arms.map(({ name }) => [name, result(name, at)])),
      references: { unedited: scores('unedited', at) },
    })),
    wanted: count,
    skipped: [],
    networks: { judge: 'a judge' },
    basis: { pack: 'p', engine: 'e' },
  };
}
