/**
 * What a latent gradient costs beside a plain forward pass of the same export, in time and peak memory.
 *
 *     npm run build && node scripts/measure.mjs EXPORT_FOLDER [NAME]
 *
 * EXPORT_FOLDER is one that scripts/export_unet.py wrote. With NAME the figures are kept in
 * results/onnx-autograd.json. Each program runs in a process of its own, so that peaks do not mix, and the two take
 * turns ROUNDS times, so that a slow minute of the machine meets both.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSession, prune } from '../dist/index.js';
import { readGolden, relativeError } from '../dist/testing/golden.js';
import { latentGradient, readUnet } from '../dist/testing/unet.js';

const RUNS = Number(process.env.RUNS ?? 3);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const results = fileURLToPath(new URL('../../../results/onnx-autograd.json', import.meta.url));

/** Compiles one program, runs it a few times, and prints what it took. */
async function measure(kind, folder) {
  const golden = readGolden(folder);
  const started = performance.now();
  const unet = await readUnet(join(folder, 'model.onnx'), golden);
  const { graph, outputs, gradient } = program(kind, unet, golden);
  const compiled = performance.now();
  const session = await createSession(graph, JSON.parse(process.env.SESSION ?? '{}'));
  const opened = performance.now();
  const feeds = Object.fromEntries(graph.inputs.map((port) => [port.name, golden.feed(port)]));
  const times = [];
  const work = [];
  let values;
  for (let run = 0; run < RUNS; run++) {
    const [before, used] = [performance.now(), process.cpuUsage()];
    values = await session.run(feeds, outputs);
    times.push((performance.now() - before) / 1000);
    const { user, system } = process.cpuUsage(used);
    work.push((user + system) / 1e6);
  }
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 2 ** 20;
  const figures = {
    nodes: graph.nodes.size,
    compileSeconds: (compiled - started) / 1000,
    openSeconds: (opened - compiled) / 1000,
    // The quickest run, and the least work of all cores together: others may share the machine.
    runSeconds: Math.min(...times),
    coreSeconds: Math.min(...work),
    peakGiB: peak,
    ...(gradient ? { relativeError: relativeError(values[gradient].data, golden.values('d_sample')) } : {}),
  };
  process.stdout.write(JSON.stringify(figures));
}

function program(kind, unet, golden) {
  if (kind === 'forward') {
    const outputs = [unet.outputs[0].name];
    return { graph: prune(unet, outputs), outputs };
  }
  const { graph, loss, bySample } = latentGradient(unet, golden.positions);
  return { graph: prune(graph, [loss, bySample]), outputs: [loss, bySample], gradient: bySample };
}

function inOwnProcess(kind, folder) {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [script, '--only', kind, folder], { encoding: 'utf8' }));
}

/** The least of every figure: whatever else the machine does can only add to them. */
function best(rounds) {
  return Object.fromEntries(
    Object.keys(rounds[0]).map((key) => [key, Math.min(...rounds.map((round) => round[key]))]),
  );
}

function round(figures) {
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, Number(value.toPrecision(3))]),
  );
}

if (process.argv[2] === '--only') {
  await measure(process.argv[3], process.argv[4]);
} else {
  const [, , folder, name] = process.argv;
  const rounds = Array.from({ length: ROUNDS }, () =>
    ['forward', 'gradient'].map((kind) => inOwnProcess(kind, folder)),
  );
  const [forward, gradient] = [0, 1].map((kind) => best(rounds.map((round) => round[kind])));
  const figures = {
    cores: cpus().length,
    processor: cpus()[0].model,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    rounds: ROUNDS,
    runsARound: RUNS,
    forward: round(forward),
    gradient: round(gradient),
    timeRatio: Number((gradient.runSeconds / forward.runSeconds).toFixed(2)),
    workRatio: Number((gradient.coreSeconds / forward.coreSeconds).toFixed(2)),
    memoryRatio: Number((gradient.peakGiB / forward.peakGiB).toFixed(2)),
  };
  console.log(JSON.stringify(figures, null, 2));
  if (name) {
    const all = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
    writeFileSync(results, `${JSON.stringify({ ...all, [name]: figures }, null, 2)}\n`);
  }
}
