// Watches programs under strace for lookups of host names and for connections to other machines:
//
//   npx tsx tools/measure-privacy.ts [SECONDS]      writes results/privacy.json
//
// Needs Linux and strace. ONNX Runtime's own telemetry is sent within a minute: fewer SECONDS prove nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResults, ROOT } from './shared/results.js';

const SECONDS = Number(process.argv[2] ?? 70);
const decoder = join(ROOT, 'models/diorama/vae_decoder/model.onnx');
const alive = `await new Promise((done) => setTimeout(done, ${SECONDS * 1000}));`;

/** Imports that open an editor, and the mask source as each of them takes it. */
const OPENERS = {
  startEditor: "import.meta.resolve('@dualedit/segmenter')",
  loadEditor:
    "await (await import('@dualedit/segmenter')).openMaskSource({ pack: (await import('@dualedit/core')).defaultPackFolder(), device: 'cpu' })",
};

/** An edit by `open`, then a minute of an engine that waits. */
const editing = (open: keyof typeof OPENERS) => `
  import { ${open} } from '@dualedit/core';
  import { renderScene, sceneFromSeed } from '@dualedit/diorama';
  const editor = await ${open}({ maskSource: ${OPENERS[open]} });
  const scene = sceneFromSeed(1, { world: 'full', level: 2 });
  const image = await renderScene(scene, 128);
  const source = scene.objects[0].noun;
  const edit = { source, target: 'dog', kind: 'object', which: { type: 'best' }, strength: 1, span: [0, 1] };
  await editor.edit({ picture: image, edits: [edit], settings: { steps: 3 } });
  ${alive}
  await editor.close();`;

interface Seen {
  seconds: number;
  lookups: number;
  /** Connections and messages to other machines. */
  outside: number;
  names: string[];
  /** Files that a telemetry library left in the home folder. */
  telemetry: string[];
}

interface Watched {
  command: string[];
  cwd: string;
  /** Sends where nothing turns it off: without a finding here, the others would mean nothing. */
  isControl?: boolean;
}

const code = (text: string, folder: string): Watched => ({
  command: [process.execPath, '--input-type=module', '-e', text],
  cwd: join(ROOT, folder),
});

const PROGRAMS: Record<string, Watched> = {
  'control: ONNX Runtime alone': {
    ...code(
      `import { InferenceSession } from 'onnxruntime-node';
       await InferenceSession.create(${JSON.stringify(decoder)});
       ${alive}`,
      'packages/core',
    ),
    isControl: true,
  },
  'an engine process': code(editing('startEditor'), 'apps/cli'),
  'an editor in the caller’s own process': code(editing('loadEditor'), 'apps/cli'),
  'the build': { command: ['npm', 'run', 'build'], cwd: ROOT },
};

const results: Record<string, Seen> = {};
for (const [name, program] of Object.entries(PROGRAMS)) {
  results[name] = await watch(program);
  console.log(name, results[name]);
}
keepResults('privacy', { seconds: SECONDS, results });
for (const [name, { lookups, outside, telemetry }] of Object.entries(results)) {
  const sees = lookups + outside + telemetry.length > 0;
  const { isControl = false } = PROGRAMS[name]!;
  if (isControl && !sees) throw new Error(`${name} shows nothing: nor can the others.`);
  if (!isControl && sees) process.exitCode = 1;
}

async function watch({ command, cwd }: Watched): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-privacy-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const log = join(folder, 'calls');
  const calls = ['-f', '-qq', '-s', '300', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', log];
  const started = performance.now();
  const child = spawn('strace', [...calls, ...command], {
    cwd,
    // npm, which builds run, asks its registry for a newer npm.
    env: { PATH: process.env.PATH, HOME: home, npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = await once(child, 'close');
  const seconds = Math.round((performance.now() - started) / 1000);
  if (status !== 0) throw new Error(`"${command.join(' ')}" ended with ${status}`);
  const files = existsSync(home) ? (readdirSync(home, { recursive: true }) as string[]) : [];
  const seen = readCalls(readFileSync(log, 'utf8'));
  rmSync(folder, { recursive: true });
  const telemetry = files.filter((file) => /microsoft|telemetry/i.test(file));
  return { seconds, ...seen, telemetry };
}

/** What a log of strace says of host names and other machines. */
function readCalls(log: string): Pick<Seen, 'lookups' | 'outside' | 'names'> {
  const lines = log.split('\n');
  const outside = lines.filter(
    (line) => /sa_family=AF_INET6?/.test(line) && !/"127\.|"::1"|sin_port=htons\(0\)/.test(line),
  );
  const names = new Set(log.match(/(?:\\\d+|[a-z0-9-])+(?:\\\d+[a-z0-9-]+)*\\3com/g) ?? []);
  const lookups = lines.filter((line) => /htons\(53\)/.test(line)).length;
  return { lookups, outside: outside.length, names: [...names] };
}
