// The built package: the host starts a process of its own from it.
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { type Editor, type EditRequest, startEditor } from '@dualedit/core';
import { EngineProcess } from '@dualedit/core/engine-process';
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Edit, Stage } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const scene: Scene = {
  seed: 900_000_011,
  background: 'snow',
  objects: [{ id: 1, noun: 'ball', color: 'blue', x: 64, y: 118, size: 60 }],
};
const edits: Edit[] = [
  { source: 'ball', target: 'red', kind: 'attribute', which: { type: 'best' }, strength: 1, span: [0, 8] },
];

// One editor for all: whatever ends its process, the next request starts another.
let [editor, request] = [] as unknown as [Editor, EditRequest];
beforeAll(async () => {
  const [image, masks] = await Promise.all([renderScene(scene, 96), renderMasks(scene, 96)]);
  editor = await startEditor();
  // A ball alone in the snow, this small, may be anything.
  request = {
    picture: image,
    edits,
    masks: [masks[0]!.visible],
    method: 'p2p',
    settings: { steps: 4 },
    force: true,
  };
});

afterAll(() => editor.close());

/** Process ids of the engines that this process has started. */
function engines(): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [pid, parent, state, ...args] = line.trim().split(/\s+/);
    const isOurs = Number(parent) === process.pid && /host.child\.js/.test(args.join(' '));
    return isOurs && !state!.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** Does something when an edit gets to a stage, once. */
function at(stage: Stage, action: () => void): Pick<EditRequest, 'onProgress'> {
  let done = false;
  return {
    onProgress: (progress) => {
      if (done || progress.stage !== stage) return;
      done = true;
      action();
    },
  };
}

it('leaves the caller’s thread free while models run', async () => {
  const before = performance.eventLoopUtilization();
  await editor.edit(request);
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
});

it('that is killed in mid-edit is an error, and the next edit works', async () => {
  const [engine] = engines();
  const killed = editor.edit({ ...request, ...at('edit', () => process.kill(engine!, 'SIGKILL')) });
  await expect(killed).rejects.toMatchObject({ code: 'engine-crashed', received: 'SIGKILL' });
  expect(engines()).toEqual([]);
  await expect(editor.edit(request)).resolves.toMatchObject({ metrics: { maxChangeOutside: 0 } });
  expect(engines()).toHaveLength(1);
});

describe('requests that wait', () => {
  it('are served in order, and leave at once when aborted', async () => {
    const abort = new AbortController();
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const first = editor.edit({ ...request, ...at('edit', () => abort.abort()) }).finally(note('first'));
    const second = editor.edit({ ...request, signal: abort.signal }).finally(note('second'));
    const third = editor.edit(request).finally(note('third'));
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    await expect(first).resolves.toBeDefined();
    await expect(third).resolves.toBeDefined();
    expect(order).toEqual(['second', 'first', 'third']);
  });

  it('outlive a running one whose process has to be killed', async () => {
    const [engine] = engines();
    const abort = new AbortController();
    // A stopped process cannot answer; it stands for a model run that takes too long.
    const stuck = editor.edit({
      ...request,
      signal: abort.signal,
      ...at('edit', () => {
        process.kill(engine!, 'SIGSTOP');
        abort.abort();
      }),
    });
    const next = editor.edit(request);
    await expect(stuck).rejects.toMatchObject({ code: 'aborted' });
    await expect(next).resolves.toBeDefined();
    expect(engines()).not.toContain(engine);
  });
});

describe('an end', () => {
  it('in mid-edit stops what runs and what waits, and leaves no process', async () => {
    const running = editor.edit({ ...request, ...at('edit', () => void editor.close()) });
    const waiting = editor.edit(request);
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await editor.close();
    expect(engines()).toEqual([]);
  });

  it('of loading leaves no process either', async () => {
    await expect(startEditor({ pack: 'no/such/folder' })).rejects.toMatchObject({ code: 'pack-missing' });
    expect(engines()).toEqual([]);
  });

  it('for its memory alone comes after what is under way, and the next request starts another', async () => {
    const done: string[] = [];
    const running = editor.edit(request).then(() => done.push('edit'));
    await editor.release().then(() => done.push('release'));
    expect(done).toEqual(['edit', 'release']);
    expect(engines()).toEqual([]);
    await running;
    await expect(editor.edit(request)).resolves.toBeDefined();
  });
});

describe('a process that was started ahead', () => {
  it('is the one that the editor loads, and ends with it', async () => {
    await editor.close();
    const engine = new EngineProcess();
    const [ahead] = engines();
    const early = await startEditor({}, engine);
    expect(engines()).toEqual([ahead]);
    await early.close();
    expect(engines()).toEqual([]);
  });

  it('says so if it has ended before it is asked anything', async () => {
    const engine = new EngineProcess();
    process.kill(engines()[0]!, 'SIGKILL');
    await engine.ended;
    const loading = startEditor({}, engine);
    await expect(loading).rejects.toMatchObject({ code: 'engine-crashed', received: 'SIGKILL' });
  });
});

it('starts whatever its caller was told about its own script', () => {
  const script = `import { startEditor } from '@dualedit/core';
    const editor = await startEditor();
    await editor.close();
    console.log('closed');`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(said).toBe('closed\n');
});
