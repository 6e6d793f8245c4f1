/**
 * What a latent gradient costs beside a plain forward pass of the same export, in time and peak memory.
 *
 *     npm run build && node scripts/measure.mjs EXPORT_FOLDER [NAME]
 *
 * EXPORT_FOLDER is one that scripts/export_unet.py wrote, in memory (a tmpfs such as /dev/shm): systems that take
 * pages of files back after a while make every program wait for its weights. With NAME the figures are kept in
 * results/onnx-autograd.json. Times are of processes in which the programs take turns TURNS times, so that a slow
 * minute of the machine meets all of them; of OPENINGS processes, since where a program's memory happens to lie moves
 * its time by some percent for as long as it is open. Peaks are of a process for each, so that they do not mix.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSession, prune, sliceAttention, winograd } from '../dist/index.js';
import { readGolden, relativeError } from '../dist/testing/golden.js';
import { latentGradient, readUnet, smallMaps } from '../dist/testing/unet.js';

const TURNS = Number(process.env.TURNS ?? 4);
const OPENINGS = Number(process.env.OPENINGS ?? 3);
const results = fileURLToPath(new URL('../../../results/onnx-autograd.json', import.meta.url));

/** Attention maps of more elements are made a head at a time: of 64 × 64 positions. */
const SLICE = 2 ** 24;

const PROGRAMS = {
  /** The plain forward pass. */
  forward: (unet) => forwardOf(unet),
  /** The gradient of the export as it is. */
  gradient: (unet, golden) => gradientOf(unet, golden),
  /** The gradient with less memory for the largest maps, and more for weights in faster forms. */
  fast: (unet, golden) => {
    const part = prune(unet, smallMaps(unet, golden.positions));
    winograd(part, { bytes: 0.75 * 2 ** 30 });
    const maps = attentionMaps(part);
    const program = gradientOf(part, golden, {
      mirrorFrom: 8 * 8,
      recomputeFrom: SLICE / 2,
      recomputeElements: 2 ** 20,
    });
    for (const { map, elements } of maps) {
      if (elements > SLICE) sliceAttention(program.graph, map, elements / SLICE);
    }
    return { ...program, graph: prune(program.graph, program.outputs) };
  },
  /** The forward pass with fast convolutions. */
  fastForward: (unet) => {
    winograd(unet, { bytes: 2 ** 30 });
    return forwardOf(unet);
  },
};

/** Programs that take turns in one process; more of them would not fit 24 GiB. */
const GROUPS = [
  ['forward', 'gradient', 'fast'],
  ['forward', 'fastForward'],
];

function forwardOf(unet) {
  const outputs = [unet.outputs[0].name];
  return { graph: prune(unet, outputs), outputs };
}

function gradientOf(unet, golden, options) {
  const { graph, loss, bySample } = latentGradient(unet, golden.positions, options);
  return { graph: prune(graph, [loss, bySample]), outputs: [loss, bySample], slope: bySample };
}

const attentionMaps = (unet) =>
  unet
    .sorted()
    .filter(({ opType }) => opType === 'Softmax')
    .map(({ outputs: [map] }) => ({
      map,
      elements: unet.shape(map).reduce((product, dim) => product * dim, 1),
    }));

/** Compiles and opens one program; each run returns what it took. */
async function open(kind, folder) {
  const golden = readGolden(folder);
  const started = performance.now();
  const { graph, outputs, slope } = PROGRAMS[kind](
    await readUnet(join(folder, 'model.onnx'), golden),
    golden,
  );
  const compiled = performance.now();
  const session = await createSession(graph);
  const opened = performance.now();
  const feeds = Object.fromEntries(graph.inputs.map((port) => [port.name, golden.feed(port)]));
  const about = {
    nodes: graph.nodes.size,
    compileSeconds: (compiled - started) / 1000,
    openSeconds: (opened - compiled) / 1000,
  };
  const run = async () => {
    const [before, used] = [performance.now(), process.cpuUsage()];
    const values = await session.run(feeds, outputs);
    const seconds = (performance.now() - before) / 1000;
    const { user, system } = process.cpuUsage(used);
    if (slope) about.relativeError = relativeError(values[slope].data, golden.values('d_sample'));
    return { seconds, coreSeconds: (user + system) / 1e6 };
  };
  return { about, run };
}

/** Peak memory of a program run twice: the second run may take more than the first. */
async function peakOf(kind, folder) {
  const { run } = await open(kind, folder);
  for (let time = 0; time < 2; time++) await run();
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 2 ** 20;
}

/** Programs in turns, TURNS times, after one turn that reads the weights from disk. */
async function takeTurns(kinds, folder) {
  const programs = [];
  for (const kind of kinds) programs.push(await open(kind, folder));
  const turns = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    const took = [];
    for (const { run } of programs) took.push(await run());
    if (turn > 0) turns.push(took);
  }
  return { abouts: programs.map(({ about }) => about), turns };
}

/** What programs took in some processes, and beside the first of them. */
function summary(openings) {
  const turns = openings.flatMap((opening) => opening.turns);
  const ratios = (at, key, of = turns) => of.map((took) => took[at][key] / took[0][key]);
  return openings[0].abouts.map((about, at) => ({
    ...about,
    seconds: median(turns.map((took) => took[at].seconds)),
    coreSeconds: median(turns.map((took) => took[at].coreSeconds)),
    ...(at > 0 && {
      timeRatio: median(ratios(at, 'seconds')),
      workRatio: median(ratios(at, 'coreSeconds')),
      leastTimeRatio: least(turns, at) / least(turns, 0),
      timeRatioOfOpenings: openings.map((opening) => median(ratios(at, 'seconds', opening.turns))),
    }),
  }));
}

function measure(folder) {
  const figures = {};
  for (const kinds of GROUPS) {
    const openings = Array.from({ length: OPENINGS }, () => inOwnProcess('--turns', kinds.join(), folder));
    for (const [at, took] of summary(openings).entries())
      figures[kinds[at]] ??= { ...took, peakGiB: inOwnProcess('--peak', kinds[at], folder) };
  }
  for (const each of Object.values(figures)) each.memoryRatio = each.peakGiB / figures.forward.peakGiB;
  return figures;
}

const least = (turns, at) => Math.min(...turns.map((took) => took[at].seconds));

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function inOwnProcess(...args) {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }));
}

function row(name, { forward, gradient, fast, fastForward }) {
  const of = ({ seconds, timeRatio, workRatio, timeRatioOfOpenings: each, peakGiB, memoryRatio }) => {
    const range = [Math.min(...each), Math.max(...each)].map((ratio) => ratio.toFixed(2)).join('–');
    const time = `${seconds.toFixed(1)} s, ${timeRatio.toFixed(2)} (${range}; ${workRatio.toFixed(2)})`;
    return `${time} | ${peakGiB.toFixed(1)} GiB, ${memoryRatio.toFixed(2)}`;
  };
  const plain = `${forward.seconds.toFixed(1)} s | ${forward.peakGiB.toFixed(1)} GiB`;
  const error = Math.max(gradient.relativeError, fast.relativeError).toExponential(1);
  return `| ${name} | ${plain} | ${of(gradient)} | ${of(fast)} | ${fastForward.timeRatio.toFixed(2)} | ${error} |`;
}

/** Keeps the figures of one export, if any, and makes the table anew. */
function keep(name, figures) {
  const { exports = {}, pytorch } = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
  if (figures) exports[name] = figures;
  const table = [
    '| export | forward | peak | gradient as it is, × forward | peak, × forward | fast gradient | peak | fast forward | error against PyTorch |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(exports).map(([title, each]) => row(title, each)),
  ];
  writeFileSync(results, `${JSON.stringify({ table, exports, pytorch }, null, 2)}\n`);
}

const [, , folder, name] = process.argv;
if (folder === '--peak') {
  process.stdout.write(JSON.stringify(await peakOf(process.argv[3], process.argv[4])));
} else if (folder === '--turns') {
  process.stdout.write(JSON.stringify(await takeTurns(process.argv[3].split(','), process.argv[4])));
} else if (folder === '--table') {
  keep();
} else {
  const figures = {
    ...measure(folder),
    turns: TURNS,
    openings: OPENINGS,
    machine: { cores: cpus().length, processor: cpus()[0].model },
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  };
  console.log(JSON.stringify(figures, null, 2));
  if (name) keep(name, figures);
}
