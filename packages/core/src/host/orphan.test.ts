// The built package: a caller is killed, and the engine's process that it started shall not stay.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** A caller of an edit; the engine's process finds its masks by this code, which kills the caller. */
const caller = (findMasks: string) => `import('@dualedit/core').then(async ({ startEditor }) => {
  const source = ${JSON.stringify(`
    import { writeSync } from 'node:fs';
    export const openMaskSource = async () => ({
      async find({ width, height }) {
        ${findMasks}
        const mask = { width, height, data: new Uint8Array(width * height).fill(255) };
        return { masks: [mask], things: [] };
      },
    });
  `)};
  const editor = await startEditor({ maskSource: 'data:text/javascript,' + encodeURIComponent(source) });
  const image = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 4).fill(128) };
  const which = { type: 'best' };
  const edits = [{ source: 'ball', target: 'red', kind: 'attribute', which, strength: 1, span: [0, 8] }];
  await editor.edit({ picture: image, edits, force: true });
})`;

it.each([
  [
    'between two model runs',
    `const parent = process.ppid;
     process.kill(parent, 'SIGKILL');
     for (const until = Date.now() + 20_000; process.ppid === parent && Date.now() < until; );`,
  ],
  [
    // A thread that waits stands for a run of a large model.
    'in a run that takes long',
    `process.kill(process.ppid, 'SIGKILL');
     Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);
     writeSync(2, 'still here');`,
  ],
])('that loses its caller %s ends at once, without a word', async (_, findMasks) => {
  const killed = spawn(process.execPath, ['-e', caller(findMasks)], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  killed.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  // The engine writes to the same pipe, which is closed when both are gone.
  const [, signal] = await once(killed, 'close');
  expect({ said, signal }).toEqual({ said: '', signal: 'SIGKILL' });
});
