// What a latent gradient costs relative to a plain forward pass of the same export, in time and peak memory:
//
//   npx tsx tools/onnx-autograd/measure-gradient.ts EXPORT_FOLDER [NAME]
//
// EXPORT_FOLDER is one that packages/onnx-autograd/scripts/export_unet.py wrote, in memory (a tmpfs such as /dev/shm):
// systems that take pages of files back after a while make every program wait for its weights. With NAME the figures are
// kept in results/onnx-autograd.json. Times are of processes in which the programs take turns TURNS times, so that a
// slow minute of the machine meets all of them; of OPENINGS processes, since where a program's memory happens to lie
// moves its time by some percent for as long as it is open. Peaks are of a process for each, so that they do not mix.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { keepResults, provenance, readResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { tool } from '../shared/tool.js';
import { type About, openProgram, type ProgramName, type RunFigures } from './unet-programs.js';

const TURNS = Number(process.env.TURNS ?? 4);
const OPENINGS = Number(process.env.OPENINGS ?? 3);

/** Programs that take turns in one process, the first of which the others are compared with; more would not fit 24 GiB. */
const GROUPS: ProgramName[][] = [
  ['forward', 'gradient', 'fast'],
  ['forward', 'fastForward'],
];

/** What one process measured: of each turn, what each program took. */
interface Opening {
  abouts: About[];
  turns: RunFigures[][];
}

interface Ratios {
  /** Medians over all turns, relative to the first program of the group. */
  timeRatio: number;
  workRatio: number;
  leastTimeRatio: number;
  timeRatioOfOpenings: number[];
}

type Figures = About & RunFigures & Partial<Ratios> & { peakGiB: number; memoryRatio: number };
type Export = Record<ProgramName, Figures>;

const [, , first, second, third] = process.argv;
if (first === '--peak') console.log(JSON.stringify(await peakOf(second as ProgramName, third!)));
else if (first === '--turns')
  console.log(JSON.stringify(await takeTurns(second!.split(',') as ProgramName[], third!)));
else if (first === '--table') keep();
else {
  const figures = { ...measure(first!), turns: TURNS, openings: OPENINGS, ...provenance() };
  console.log(JSON.stringify(figures, null, 2));
  if (second) keep(second, figures);
}

/** Peak memory in GiB of a program run twice: the second run may take more than the first. */
async function peakOf(kind: ProgramName, folder: string): Promise<number> {
  const { run } = await openProgram(kind, folder);
  for (let time = 0; time < 2; time++) await run();
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 2 ** 20;
}

/** Programs in turns, TURNS times, after one turn that reads the weights from disk. */
async function takeTurns(kinds: ProgramName[], folder: string): Promise<Opening> {
  const programs = [];
  for (const kind of kinds) programs.push(await openProgram(kind, folder));
  const turns: RunFigures[][] = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    const took = [];
    for (const { run } of programs) took.push(await run());
    if (turn > 0) turns.push(took);
  }
  return { abouts: programs.map(({ about }) => about), turns };
}

function inOwnProcess<T>(...args: string[]): T {
  const command = tool('onnx-autograd/measure-gradient.ts', ...args);
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' }));
}

function measure(folder: string): Export {
  const figures: Partial<Export> = {};
  for (const kinds of GROUPS) {
    const openings = Array.from({ length: OPENINGS }, () =>
      inOwnProcess<Opening>('--turns', kinds.join(), folder),
    );
    for (const [at, kind] of kinds.entries()) {
      if (figures[kind]) continue;
      const peakGiB = inOwnProcess<number>('--peak', kind, folder);
      const memoryRatio = peakGiB / (figures.forward?.peakGiB ?? peakGiB);
      figures[kind] = { ...summary(openings, at), peakGiB, memoryRatio };
    }
  }
  return figures as Export;
}

/** What the program at a place of its group took, and how that compares with the first. */
function summary(openings: Opening[], at: number): About & RunFigures & Partial<Ratios> {
  const turns = openings.flatMap((opening) => opening.turns);
  const figures = {
    ...openings[0]!.abouts[at]!,
    seconds: median(turns.map((took) => took[at]!.seconds)),
    coreSeconds: median(turns.map((took) => took[at]!.coreSeconds)),
  };
  return at === 0 ? figures : { ...figures, ...ratiosOf(openings, at) };
}

function ratiosOf(openings: Opening[], at: number): Ratios {
  const turns = openings.flatMap((opening) => opening.turns);
  const ratios = (key: keyof RunFigures, of: RunFigures[][]) =>
    of.map((took) => took[at]![key] / took[0]![key]);
  const least = (place: number) => Math.min(...turns.map((took) => took[place]!.seconds));
  return {
    timeRatio: median(ratios('seconds', turns)),
    workRatio: median(ratios('coreSeconds', turns)),
    leastTimeRatio: least(at) / least(0),
    timeRatioOfOpenings: openings.map((opening) => median(ratios('seconds', opening.turns))),
  };
}

/** Keeps the figures of one export, if any, and writes the table anew. */
function keep(name?: string, figures?: Export): void {
  const known = readResults<{ exports: Record<string, Export>; pytorch?: object }>('onnx-autograd');
  const exports = { ...known?.exports, ...(name && figures ? { [name]: figures } : {}) };
  const table = [
    '| export | forward | peak | gradient as it is, × forward | peak, × forward | fast gradient | peak | fast forward | error against PyTorch |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(exports).map(([title, each]) => row(title, each)),
  ];
  keepResults('onnx-autograd', { table, exports, pytorch: known?.pytorch });
}

function row(name: string, { forward, gradient, fast, fastForward }: Export): string {
  const of = (figures: Figures) => {
    const { seconds, timeRatio, workRatio, timeRatioOfOpenings, peakGiB, memoryRatio } =
      figures as Required<Figures>;
    const range = [Math.min(...timeRatioOfOpenings), Math.max(...timeRatioOfOpenings)];
    const time = `${seconds.toFixed(1)} s, ${timeRatio.toFixed(2)} (${range.map((ratio) => ratio.toFixed(2)).join('–')}; ${workRatio.toFixed(2)})`;
    return `${time} | ${peakGiB.toFixed(1)} GiB, ${memoryRatio.toFixed(2)}`;
  };
  const plain = `${forward.seconds.toFixed(1)} s | ${forward.peakGiB.toFixed(1)} GiB`;
  const error = Math.max(gradient.relativeError!, fast.relativeError!).toExponential(1);
  return `| ${name} | ${plain} | ${of(gradient)} | ${of(fast)} | ${fastForward.timeRatio!.toFixed(2)} | ${error} |`;
}
