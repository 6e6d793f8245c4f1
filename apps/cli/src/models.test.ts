import { cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HubFiles, startHub, type TestHub } from '@dualedit/test-servers/hub';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dualedit, type Finished, finished, scratch, start } from './testing/process.js';
import { dualeditOnTerminal, hasPty } from './testing/pty.js';
import { folderWithSample, HAT_MASK, PROMPT } from './testing/sample.js';

const DIORAMA = fileURLToPath(new URL('../../../models/diorama', import.meta.url));
const REPOSITORY = 'someone/toy';

/** The embedded pack as a repository: below `folder`, without the parts that a test pulls by themselves. */
async function diorama(folder = '', without = /^(segmenter|golden|manifest|package)/): Promise<HubFiles> {
  const entries = await readdir(join(DIORAMA, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(DIORAMA, folder, '/').length))
    .filter((path) => !without.test(path));
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(DIORAMA, folder, path))] as const),
  );
  return Object.fromEntries(files);
}

interface Hub {
  hub: TestHub;
  models: string;
  run(...args: string[]): Promise<Finished>;
  env: Record<string, string>;
}

async function hubForCommands(): Promise<Hub> {
  const hub = await startHub();
  onTestFinished(() => hub.close());
  hub.put({ name: REPOSITORY, files: await diorama(), licence: 'creativeml-openrail-m' });
  const models = await scratch();
  const env = { HF_ENDPOINT: hub.url, DUALEDIT_MODELS: models, HF_TOKEN: '', HF_HUB_OFFLINE: '' };
  return { hub, models, env, run: (...args) => dualedit(args, { env }) };
}

/** The sizes of files that are not whole. */
async function sizesOfParts(models: string): Promise<number[]> {
  const entries = await readdir(models, { recursive: true, withFileTypes: true });
  const parts = entries.filter(({ name }) => name.endsWith('.part'));
  return Promise.all(parts.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
}

it('pulls a pack that then edits, is listed and verified, damaged and mended, and removed', async () => {
  const { models, env, run } = await hubForCommands();
  const pulled = await run('models', 'pull', REPOSITORY, '--name', 'toy', '--json');
  expect(pulled.code, pulled.stderr).toBe(0);
  expect(JSON.parse(pulled.stdout.toString())).toMatchObject({
    folder: join(models, 'toy'),
    repository: REPOSITORY,
    licence: 'creativeml-openrail-m',
    wasHere: false,
    kind: 'diffusion',
  });

  const cwd = await folderWithSample();
  const edit = ['edit', 'picture.png', 'hat→red', '--mask', `hat=${HAT_MASK}`, '--prompt', PROMPT];
  const edited = await dualedit([...edit, '--steps', '2', '--model', 'toy', '--json'], { cwd, env });
  expect(edited.code, edited.stderr).toBe(0);
  expect(JSON.parse(edited.stdout.toString()).config.pack).toBe('toy');

  await rm(join(models, 'toy', 'vae_decoder', 'model.onnx'));
  expect(await run('models', 'verify', 'toy')).toMatchObject({ code: 5 });
  expect(await run('models', 'pull', REPOSITORY, '--name', 'toy')).toMatchObject({ code: 0 });
  expect((await run('models', 'verify', 'toy')).code).toBe(0);

  expect((await run('models', 'remove', 'toy')).stdout.toString()).toMatch(/toy is removed: .* MB/);
  expect(await readdir(models)).toEqual([]);
});

it('refuses a model of another family by its configs, before its weights are here', async () => {
  const { hub, models, run } = await hubForCommands();
  const files = await diorama();
  const index = JSON.parse(files['model_index.json']!.toString());
  const other = Buffer.from(JSON.stringify({ ...index, _class_name: 'StableDiffusionXLPipeline' }));
  hub.put({ name: REPOSITORY, files: { ...files, 'model_index.json': other } });
  const refused = await run('models', 'pull', REPOSITORY, '--name', 'toy');
  expect(refused.code).toBe(5);
  expect(refused.stderr).toMatch(/StableDiffusionXLPipeline.*\n?.*Stable Diffusion 1 or 2/s);
  expect(hub.requests.filter(({ path }) => path.endsWith('.onnx'))).toEqual([]);
  expect((await run('models', 'list')).stdout.toString()).not.toMatch(/^toy/m);
  expect(await sizesOfParts(models)).toEqual([]);
});

it('adds parts to a pack from known models, which then find things', async () => {
  const { hub, models, run } = await hubForCommands();
  hub.put({ name: 'Xenova/slimsam-77-uniform', files: await diorama('segmenter/sam') });
  hub.put({ name: 'someone/finder', files: await diorama('segmenter/detector') });
  expect(await run('models', 'pull', REPOSITORY, '--name', 'toy')).toMatchObject({ code: 0 });
  expect(await run('models', 'pull', 'slimsam', '--into', 'toy')).toMatchObject({ code: 0 });
  const part = ['--part', 'detector', '--into', join(models, 'toy')];
  expect(await run('models', 'pull', 'someone/finder', ...part)).toMatchObject({ code: 0 });
  const listed = (await run('models', 'list')).stdout.toString();
  expect(listed).toMatch(/^toy +\S+ MB +someone\/toy@main \(creativeml-openrail-m\) with sam and detector/m);
  expect(listed).toMatch(/none verified by us/);

  const cwd = await folderWithSample();
  const found = await dualedit(
    ['masks', 'picture.png', 'hat→red', '--model', join(models, 'toy'), '--json'],
    {
      cwd,
    },
  );
  expect(found.code, found.stderr).toBe(0);
  expect(JSON.parse(found.stdout.toString()).masks[0].share).toBeGreaterThan(0.01);
});

it('stops at once on a signal, and goes on with what it left', async () => {
  const { hub, env, models, run } = await hubForCommands();
  hub.fail({ path: /unet\/model/, what: 'stall', times: 1 });
  const child = start(['models', 'pull', REPOSITORY, '--name', 'toy', '--json'], { env });
  const end = finished(child);
  // Not progress, which names a file before its first bytes are here: what the disk holds when it stands still.
  const half = Math.floor((await stat(join(DIORAMA, 'unet', 'model.onnx'))).size / 2);
  await vi.waitFor(async () => expect(await sizesOfParts(models)).toContain(half), { timeout: 200_000 });
  child.kill('SIGINT');
  const stopped = await end;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain('the same command goes on');
  expect((await run('models', 'list')).stdout.toString()).toMatch(/^toy .*only a part of it is here/m);
  expect(await run('models', 'where', 'toy')).toMatchObject({ code: 5 });

  const before = hub.requests.length;
  expect(await run('models', 'pull', REPOSITORY, '--name', 'toy')).toMatchObject({ code: 0 });
  const ranges = hub.requests.slice(before).map(({ range }) => range);
  expect(ranges).toContain(`bytes=${half}-`);
});

it('says what a gate wants, and never the token', async () => {
  const { hub, env, run } = await hubForCommands();
  hub.put({ name: REPOSITORY, files: await diorama(), gated: 'hf_right' });
  const gated = await run('models', 'pull', REPOSITORY);
  expect(gated.code).toBe(5);
  expect(gated.stderr).toMatch(/^dualedit: someone\/toy is gated.*HF_TOKEN/);
  const wrong = await dualedit(['models', 'pull', REPOSITORY], { env: { ...env, HF_TOKEN: 'hf_wrong' } });
  expect(wrong.stderr).toMatch(/same account/);
  expect(wrong.stderr).not.toContain('hf_wrong');
});

describe('a pack that cannot edit', () => {
  it('is refused before it is in place', async () => {
    const { hub, models, run } = await hubForCommands();
    const broken = { ...(await diorama()), 'unet/model.onnx': Buffer.from('no model') };
    hub.put({ name: REPOSITORY, files: broken });
    const refused = await run('models', 'pull', REPOSITORY, '--name', 'toy');
    expect(refused.code).toBe(5);
    expect((await readdir(models)).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('of a folder neither; one that can is copied under its name', async () => {
    const { models, run } = await hubForCommands();
    const folder = await scratch();
    await cp(DIORAMA, folder, { recursive: true });
    const taken = await run('models', 'pull', '--local', folder, '--name', 'mine');
    expect(taken.code, taken.stderr).toBe(0);
    expect((await run('models', 'verify', 'mine')).code).toBe(0);
    expect((await readdir(join(models, 'mine', 'segmenter'))).sort()).toContain('detector');
  });
});

describe.skipIf(!hasPty)('on a terminal', () => {
  it('says what comes, under which licence, and how far it is', async () => {
    const { env, models } = await hubForCommands();
    const { code, output } = await dualeditOnTerminal(['models', 'pull', REPOSITORY], { cwd: models, env });
    expect(code).toBe(0);
    expect(output).toMatch(/someone\/toy@main: \d+ files, \d+\.\d MB/);
    expect(output).toMatch(/Its licence is creativeml-openrail-m: /);
    expect(output).toMatch(/pulling .* of \d+\.\d MB/);
    expect(output).toMatch(/every file checked/);
  });
});
