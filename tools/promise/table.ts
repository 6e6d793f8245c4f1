import type { Share } from './figures.js';
import type { PromiseResults } from './results.js';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const counted = ({ right, of }: Share) => `${right} of ${of}`;
const shared = (share: Share) => (share.of === 0 ? 'none' : `${counted(share)}, ${percent(share.share)}`);

/** The table of what must hold, as lines of Markdown; what was not measured is left out. */
export function tableOf({ rows, checks, time, world }: PromiseResults): string[] {
  const { hats, named, recolor2, alone, mixed } = rows;
  const lines = [
    hats?.figures.hatChanged && [
      `animal swapped under an unnamed hat, ${hats.scenes.length} scenes: pixels of the hat that changed by more than 16 levels`,
      '≤ 2 % in the median, ≤ 5 % at worst',
      `${percent(hats.figures.hatChanged.median)}, ${percent(hats.figures.hatChanged.worst)}`,
    ],
    named && ['a thing named by its color: right color', '≥ 19 of 20', counted(named.figures.right)],
    recolor2 && [
      'two recolorings at once, things apart: both right',
      '≥ 90 %',
      shared(recolor2.figures.right),
    ],
    alone && ['each of these alone: right', '≥ 97 %', shared(alone.figures.right)],
    mixed && ['one new thing and one recoloring: both right', '≥ 85 %', shared(mixed.figures.right)],
    checks && ['a reported success is one', '≥ 97 %', shared(checks.success)],
    checks && ['a reported failure is one', '≥ 90 %', shared(checks.failure)],
    world && ['photographs and drawings refused', '≥ 98 %', percent(world.refused)],
    world && ['scenes of its world refused', '≤ 1 %', percent(world.ownRefused)],
    time && [
      'the whole command’s time relative to the first edition’s, on the same model',
      '≤ 1.15',
      time.sameModel.seconds.ratio.toFixed(2),
    ],
    time && [
      '… each on its embedded model, now of four times the pixels',
      '',
      time.ownModels.seconds.ratio.toFixed(2),
    ],
  ];
  const kept = lines.filter((line) => Array.isArray(line)).map((cells) => `| ${cells.join(' | ')} |`);
  return ['| what | should be | is |', '| --- | --- | --- |', ...kept];
}
