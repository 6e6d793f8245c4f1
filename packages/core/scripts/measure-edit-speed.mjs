// What a whole edit takes, from an empty process on: start-up without and with compiled programs in the cache,
// time by stage, peak memory beside its estimate, and one to seven edits in one pass:
//
//   node packages/core/scripts/measure-edit-speed.mjs [REPEATS] [STEPS]      writes results/edit-speed.json
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderMasks, renderScene } from '@dualedit/diorama';
import { median, timed, writeResults } from './measured.mjs';
import { edit } from './two-edit-scenes.mjs';

const NOUNS = ['cat', 'dog', 'rabbit', 'bear', 'ball', 'cup', 'hat'];
const COLOURS = ['red', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'];
const PROMPT = 'a cat wearing a hat and a dog and a rabbit and a bear and a ball and a cup';
const SCENE = {
  seed: 900_000_700,
  background: 'grass',
  objects: NOUNS.map((noun, i) => ({
    ...{ id: i + 1, noun, x: 20 + 28 * (i % 4), y: i < 4 ? 62 : 122, size: 38 },
    ...(noun === 'hat' ? { wornBy: 1 } : {}),
  })),
};

if (process.argv[2] === '--edit') await measureHere(JSON.parse(process.argv[3]));
else await measureAll(Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 50));

/** In a process of its own: one edit after another, each of so many things. */
async function measureHere({ steps, counts, method }) {
  const load = await timed(async () => {
    const { loadEditor } = await import('../dist/index.js');
    return loadEditor();
  });
  const image = await renderScene(SCENE, 128);
  const masks = (await renderMasks(SCENE, 128)).map(({ visible }) => visible);
  const runs = [];
  for (const count of counts) {
    const edits = NOUNS.slice(0, count).map((noun, i) => edit(noun, COLOURS[i], 'attribute'));
    const request = {
      image,
      prompt: PROMPT,
      edits,
      masks: masks.slice(0, count),
      method,
      settings: { steps },
    };
    const { value, seconds, coreSeconds } = await timed(() => load.value.edit(request));
    const { gradientRuns, unetRuns } = value.metrics;
    runs.push({ count, seconds, coreSeconds, stages: value.timings, gradientRuns, unetRuns });
  }
  await load.value.close();
  const startUp = load.seconds + runs[0].stages.load;
  console.log(JSON.stringify({ startUp, runs, peakBytes: process.resourceUsage().maxRSS * 1024 }));
}

function measureApart(job, cache) {
  const out = execFileSync(
    process.execPath,
    [fileURLToPath(import.meta.url), '--edit', JSON.stringify(job)],
    {
      encoding: 'utf8',
      env: { ...process.env, DUALEDIT_CACHE: cache },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(out);
}

async function measureAll(repeats, steps) {
  const { estimateMemory } = await import('../dist/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'edit-speed-'));
  const one = { steps, counts: [1], method: 'mde' };
  const [fresh, cached] = [[], []];
  for (let i = 0; i < repeats; i++) {
    const cache = join(folder, `${i}`);
    fresh.push(measureApart(one, cache));
    cached.push(measureApart(one, cache));
    console.error(
      `start-up ${fresh.at(-1).startUp.toFixed(2)} s, cached ${cached.at(-1).startUp.toFixed(2)} s`,
    );
  }
  const counts = measureApart({ ...one, counts: [1, 1, 2, 3, 4, 5, 6, 7] }, join(folder, '0'));
  const p2p = measureApart({ ...one, method: 'p2p' }, join(folder, '0'));
  process.env.DUALEDIT_CACHE = join(folder, '0');
  const estimate = await estimateMemory();
  rmSync(folder, { recursive: true });

  const of = (runs, read) => median(runs.map(read));
  const row = (name, runs) =>
    `| ${name} | ${of(runs, (r) => r.startUp).toFixed(1)} | ${of(runs, (r) => r.runs[0].seconds - r.runs[0].stages.load).toFixed(1)} | ${of(runs, (r) => r.runs[0].coreSeconds).toFixed(1)} | ${of(runs, (r) => r.peakBytes / 1e6).toFixed(0)} |`;
  const [, ...warm] = counts.runs;
  const ratio = warm.at(-1).coreSeconds / warm[0].coreSeconds;
  const stages = cached.map(({ runs }) => runs[0].stages);
  writeResults('edit-speed', {
    table: [
      '| an edit in a new process | start-up, s | edit, s | core-seconds of both | peak memory, MB |',
      '| --- | --- | --- | --- | --- |',
      row('nothing compiled yet', fresh),
      row('programs in the cache', cached),
      row('without losses (`p2p`), in the cache', [p2p]),
      '',
      '| things edited in one pass | 1 | 2 | 3 | 4 | 5 | 6 | 7 |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
      `| seconds | ${warm.map(({ seconds }) => seconds.toFixed(1)).join(' | ')} |`,
      `| core-seconds | ${warm.map(({ coreSeconds }) => coreSeconds.toFixed(1)).join(' | ')} |`,
      `| gradient runs | ${warm.map(({ gradientRuns }) => gradientRuns).join(' | ')} |`,
    ],
    startUp: { fresh: of(fresh, (r) => r.startUp), cached: of(cached, (r) => r.startUp) },
    stages: Object.fromEntries(Object.keys(stages[0]).map((s) => [s, median(stages.map((t) => t[s]))])),
    sevenBesideOne: ratio,
    peakBytes: Math.max(...[...fresh, ...cached, counts].map((r) => r.peakBytes)),
    estimatedBytes: estimate.total,
    settings: { steps, repeats, size: 128, prompt: PROMPT },
    runs: { fresh, cached, counts, p2p },
  });
}
