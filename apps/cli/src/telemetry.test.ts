// Nothing that loads ONNX Runtime may turn on its telemetry, which writes a device id below the home folder.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EXIT } from './exit-code.js';
import { BIN, scratch } from './testing/process.js';
import { folderWithSample, PROMPT } from './testing/sample.js';

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));
const PACK = JSON.stringify(path('models/diorama'));
const DECODER = JSON.stringify(path('models/diorama/vae_decoder/model.onnx'));

/** Runs Node.js for a user who has never run anything, and returns what is in the home folder then. */
async function homeAfter(args: readonly string[], cwd: string): Promise<string[]> {
  const home = await scratch();
  const { PATH } = process.env;
  await promisify(execFile)(process.execPath, [...args], { cwd, env: { PATH, HOME: home } }).catch(
    (error) => {
      // An edit of one step may not come out.
      if (error.code !== EXIT.missed) throw error;
    },
  );
  return readdir(home, { recursive: true });
}

const script = (code: string) => ['--input-type=module', '-e', code];
const traces = (files: readonly string[]) => files.filter((file) => /microsoft|onnxruntime/i.test(file));

const LIBRARY = {
  'an editor in the caller’s own process': `
    import { loadEditor } from '@dualedit/core';
    import { renderScene, sceneFromSeed } from '@dualedit/diorama';
    const editor = await loadEditor();
    const picture = await renderScene(sceneFromSeed(1, { world: 'full', level: 2 }), 64);
    const edit = { source: 'cat', target: 'dog', kind: 'object', which: { type: 'best' }, strength: 1, span: [0, 7] };
    await editor.masks({ picture, edits: [edit] });
    await editor.close();`,
  'a segmenter alone': `
    import { Segmenter } from '@dualedit/segmenter';
    await Segmenter.load(${PACK}, { device: 'cpu' });`,
  'a choice of device': `
    import { chooseDevice } from '@dualedit/core';
    await chooseDevice('auto');`,
  'a session on a graph': `
    import { createSession, readModel } from '@dualedit/onnx-autograd';
    await createSession(await readModel(${DECODER}));`,
  'a graph that is specialised': `
    import { readModel, specialize } from '@dualedit/onnx-autograd';
    await specialize(await readModel(${DECODER}), { latent_sample: [1, 8, 8, 8] });`,
  'the networks of the benchmark': `
    import { openNetworks } from ${JSON.stringify(path('packages/bench/dist/networks/open.js'))};
    await openNetworks(${PACK});`,
};

describe.skipIf(process.platform !== 'linux')('ONNX Runtime’s telemetry', () => {
  it('is found here where nothing turns it off, or this test would mean nothing', async () => {
    const control = `
      import { InferenceSession } from 'onnxruntime-node';
      await InferenceSession.create(${DECODER});`;
    expect(traces(await homeAfter(script(control), path('packages/core')))).not.toEqual([]);
  });

  it.each(Object.entries(LIBRARY))('is off in %s', async (_, code) => {
    expect(traces(await homeAfter(script(code), path('apps/cli')))).toEqual([]);
  });

  it('is off in an edit from the command line', async () => {
    const cwd = await folderWithSample();
    const edit = [
      BIN,
      'edit',
      'picture.png',
      'hat→red',
      '--steps',
      '1',
      '--no-retry',
      '--prompt',
      PROMPT,
      '-o',
      'out.png',
    ];
    const files = await homeAfter(edit, cwd);
    expect(existsSync(`${cwd}/out.png`)).toBe(true);
    // What the engine keeps is its own cache alone.
    expect(files.filter((file) => !/^(\.cache(\/dualedit.*)?)$/.test(file))).toEqual([]);
  });

  it('is off in doctor, which says so', async () => {
    const home = await scratch();
    const env = { PATH: process.env.PATH, HOME: home };
    const { stdout } = await promisify(execFile)(process.execPath, [BIN, 'doctor'], { env });
    expect(stdout).toMatch(/telemetry +off/);
    expect(traces(await readdir(home, { recursive: true }))).toEqual([]);
  });

  it('is refused in a worker thread, whose environment ONNX Runtime does not see', async () => {
    const worker = `
      import { Worker } from 'node:worker_threads';
      const code = "import('@dualedit/onnx-autograd').then(() => console.log('loads'), (error) => console.log(error.code))";
      new Worker(code, { eval: true });`;
    const options = { cwd: path('packages/core'), env: { PATH: process.env.PATH, HOME: await scratch() } };
    const said = async (code: string) =>
      (await promisify(execFile)(process.execPath, script(code), options)).stdout.trim();
    expect(await said(worker)).toBe('telemetry-on');
    expect(await said(`process.env.ORT_DISABLE_TELEMETRY = '1'; ${worker}`)).toBe('loads');
  });
});
