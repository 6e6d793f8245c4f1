// Watches programs under strace for lookups of host names and for connections to other machines:
// results/privacy.json. Needs Linux and strace.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SECONDS = 70;
const root = resolve(import.meta.dirname, '..');
const decoder = join(root, 'models/diorama/vae_decoder/model.onnx');
const alive = `await new Promise((done) => setTimeout(done, ${SECONDS}_000));`;

/** An edit by `open`, then a minute of an engine that waits. */
const editing = (open) => `
  import { ${open} } from '@dualedit/core';
  import { renderScene, sceneFromSeed } from '@dualedit/diorama';
  const editor = await ${open}({ maskSource: ${
    open === 'startEditor'
      ? "import.meta.resolve('@dualedit/segmenter')"
      : "await (await import('@dualedit/segmenter')).openMaskSource({ pack: (await import('@dualedit/core')).defaultPackFolder(), device: 'cpu' })"
  } });
  const scene = sceneFromSeed(1, { world: 'starter', level: 2 });
  const image = await renderScene(scene, 128);
  const source = scene.objects[0].noun;
  const edit = { source, target: 'dog', kind: 'object', which: { type: 'best' }, strength: 1, span: [0, 1] };
  await editor.edit({ image, edits: [edit], settings: { steps: 3 } });
  ${alive}
  await editor.close();`;

const PROGRAMS = {
  // Sends where nothing turns it off: without a finding here, the others would mean nothing.
  'control: ONNX Runtime alone': `
    import { InferenceSession } from 'onnxruntime-node';
    await InferenceSession.create(${JSON.stringify(decoder)});
    ${alive}`,
  'an engine process': editing('startEditor'),
  'an editor in the caller’s own process': editing('loadEditor'),
};

async function watch(command, cwd) {
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
  const code = await new Promise((done) => child.once('close', done));
  const seconds = Math.round((performance.now() - started) / 1000);
  if (code !== 0) throw new Error(`"${command.join(' ')}" ended with ${code}`);
  const lines = readFileSync(log, 'utf8').split('\n');
  const outside = lines.filter(
    (line) => /sa_family=AF_INET6?/.test(line) && !/"127\.|"::1"|sin_port=htons\(0\)/.test(line),
  );
  const names = new Set(lines.join('\n').match(/(?:\\\d+|[a-z0-9-])+(?:\\\d+[a-z0-9-]+)*\\3com/g) ?? []);
  const files = existsSync(home) ? readdirSync(home, { recursive: true }) : [];
  rmSync(folder, { recursive: true });
  const lookups = lines.filter((line) => /htons\(53\)/.test(line)).length;
  const telemetry = files.filter((file) => /microsoft|turborepo.*telemetry/i.test(file));
  return { seconds, lookups, outside: outside.length, names: [...names], telemetry };
}

const results = {};
for (const [name, code] of Object.entries(PROGRAMS)) {
  results[name] = await watch(
    [process.execPath, '--input-type=module', '-e', code],
    join(root, name.startsWith('control') ? 'packages/core' : 'apps/cli'),
  );
  console.log(name, results[name]);
}
// What `npm run build` starts, without its tasks: npm, which those begin with, asks its registry for a newer npm.
const { build } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
const turbo = build.slice(build.indexOf('node_modules/turbo')).split(' ');
results['control: turbo alone'] = await watch([process.execPath, ...turbo, '--dry=json'], root);
results['the build'] = await watch([...build.split(' '), '--dry=json'], root);
console.log(results);
writeFileSync(
  join(root, 'results/privacy.json'),
  `${JSON.stringify({ seconds: SECONDS, results }, null, 1)}\n`,
);

for (const [name, { lookups, outside, telemetry }] of Object.entries(results)) {
  const sees = lookups + outside + telemetry.length > 0;
  if (name.startsWith('control') && !sees) throw new Error(`${name} shows nothing: nor can the others.`);
  if (!name.startsWith('control') && sees) process.exitCode = 1;
}
