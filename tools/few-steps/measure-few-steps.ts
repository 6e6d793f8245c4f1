// Few steps beside many: what comes out, what it takes, how near PyTorch is.
//
//   npx tsx tools/few-steps/measure-few-steps.ts [--only PART,…] [--count N] [--commands N] [--levels 1,2,3,4] [--sheets FOLDER]
//           [--python FILE] [--plain PACK --lcm PACK [--side 512]] [--model FOLDER]      writes results/few-steps.json
//
// Parts: `edits` (the embedded model on held-out scenes, in turn; `--count` scenes of each level), `commands` (the whole
// command line), `agreement` (needs a Python with reference/requirements.txt), `full-size` (needs two packs of
// packages/core/scripts/export_pack.py, the second written with --lcm). A part that is left out keeps its figures.
import { parseArgs } from 'node:util';
import type { Level } from '@dualedit/diorama';
import { readResults, writeResults } from '../shared/results.js';
import { agreementOfFewSteps } from './agreement.js';
import { fullSize } from './full-size.js';
import { type PairedRow, pairedEdits, summaryOf } from './paired.js';
import { wholeCommands } from './whole-command.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'edits,commands,agreement,full-size' },
    count: { type: 'string', default: '25' },
    commands: { type: 'string', default: '12' },
    levels: { type: 'string', default: '1,2,3,4' },
    sheets: { type: 'string' },
    python: { type: 'string', default: 'python' },
    plain: { type: 'string' },
    lcm: { type: 'string' },
    side: { type: 'string', default: '512' },
    model: { type: 'string' },
  },
});
const SIZE = 256;
const STEPS = 6;

interface Figures {
  edits?: PairedRow[];
  commands?: Awaited<ReturnType<typeof wholeCommands>>;
  agreement?: Awaited<ReturnType<typeof agreementOfFewSteps>>;
  fullSize?: Awaited<ReturnType<typeof fullSize>>;
}

const { model, sheets, python } = values;
const figures: Figures = { ...readResults<Figures>('few-steps') };
const parts = values.only.split(',');
if (parts.includes('edits')) {
  const levels = values.levels.split(',').map(Number) as Level[];
  figures.edits = await pairedEdits({ levels, count: Number(values.count), size: SIZE, model, sheets });
  report();
}
if (parts.includes('commands')) {
  figures.commands = await wholeCommands(Number(values.commands), SIZE, model);
  report();
}
if (parts.includes('agreement')) {
  figures.agreement = await agreementOfFewSteps({ python, size: SIZE, steps: STEPS, model });
  report();
}
if (parts.includes('full-size') && values.plain !== undefined && values.lcm !== undefined) {
  figures.fullSize = await fullSize({ plain: values.plain, lcm: values.lcm }, Number(values.side));
  report();
}

/** After each part, so that a run that is stopped has something to show. */
function report(): void {
  const { edits, commands, agreement, fullSize: full } = figures;
  const rows = (edits ? ['one', 'two', 'crowd'] : []).flatMap((name) => {
    const of = edits!.filter(({ row }) => row === name);
    return of.length === 0 ? [] : [{ name, many: summaryOf(of, 'many'), few: summaryOf(of, 'few') }];
  });
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const seconds = (value: number) => value.toFixed(2);
  writeResults('few-steps', {
    // First: they hold all of the file before, its table too.
    ...figures,
    table: [
      row(['', 'wanted', 'many steps', 'few steps']),
      row(['---', '---', '---', '---']),
      ...rows.flatMap(({ name, many, few }) => [
        row([`edits right, ${name}`, 'within 3 points', percent(many.share), percent(few.share)]),
        row([
          `inversion and edit, ${name}, s`,
          name === 'one' ? '≤ 1.0' : '',
          seconds(many.medianEditSeconds),
          seconds(few.medianEditSeconds),
        ]),
      ]),
      ...(commands
        ? [
            row([
              'whole command, s',
              '≤ 3.0',
              seconds(commands.many.medianSeconds),
              seconds(commands.few.medianSeconds),
            ]),
            row([
              'whole command, core-seconds',
              '',
              seconds(commands.many.medianCoreSeconds),
              seconds(commands.few.medianCoreSeconds),
            ]),
          ]
        : []),
      ...(full
        ? [
            row([
              '512 × 512, full size, s',
              `≤ 0.15 of 50 steps: ${full.ratio.toFixed(3)}`,
              full.fifty.seconds.toFixed(0),
              full.few.seconds.toFixed(0),
            ]),
            row(['… peak memory, GiB', '', full.fifty.peakGiB.toFixed(1), full.few.peakGiB.toFixed(1)]),
          ]
        : []),
      ...(agreement
        ? [
            row([
              'difference to PyTorch: latent, gradients, picture',
              '≤ 1e-3, ≤ 1e-4, ≥ 50 dB',
              '',
              `${agreement.latent.toExponential(1)}, ${Object.values(agreement.gradients)
                .map((error) => error.toExponential(1))
                .join(' and ')}, ${agreement.picturePsnr.toFixed(1)} dB`,
            ]),
          ]
        : []),
    ],
    rows,
    settings: { size: SIZE, steps: STEPS, world: 'full', prompt: 'none' },
  });
}
