import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { dualedit, finished, scratch, start } from './testing/process.js';
import { folderWithSample, HAT_MASK, PROMPT } from './testing/sample.js';

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a batch', () => {
  it('goes on after a failure and after Ctrl-C, and does nothing twice', async () => {
    const cwd = await folderWithSample();
    await copyFile(join(cwd, 'picture.png'), join(cwd, 'other.png'));
    const edit = { command: 'hat→red', prompt: PROMPT, mask: { hat: HAT_MASK } };
    const list = [
      { picture: 'picture.png', ...edit },
      { picture: 'absent.png', command: 'cat→dog' },
      { picture: 'other.png', ...edit, command: 'hat→blue', steps: 3 },
    ];
    await writeFile(join(cwd, 'list.jsonl'), list.map((item) => JSON.stringify(item)).join('\n'));
    const args = ['batch', 'list.jsonl', '-o', 'out', '--method', 'p2p', '--steps', '2', '--json'];

    // Stopped in the third edit.
    const child = start(args, { cwd });
    child.stderr!.on('data', (text) => {
      if (String(text).includes('"item":"3/3","stage":"edit"')) child.kill('SIGINT');
    });
    const stopped = await finished(child);
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stderr.trim().split('\n').at(-1)).toMatch(/"code":"aborted".*1 edit done; run the same/);
    expect(lines(stopped.stdout.toString()).map(({ status }) => status)).toEqual(['done', 'failed']);
    expect(await readdir(join(cwd, 'out'))).toEqual(['picture.edited.png']);
    const first = await readFile(join(cwd, 'out/picture.edited.png'));

    // Run again: the rest.
    const again = await dualedit(args, { cwd });
    expect(again.code, again.stderr).toBe(7);
    const said = lines(again.stdout.toString());
    expect(said.map(({ line, status }) => `${line} ${status}`)).toEqual([
      '1 done-before',
      '2 failed',
      '3 done',
      'undefined undefined',
    ]);
    expect(said[1].error).toMatchObject({ code: 'input-unreadable', hint: expect.stringMatching(/\w/) });
    expect(said[2]).toMatchObject({ output: 'out/other.edited.png', config: { settings: { steps: 3 } } });
    expect(said[3]).toMatchObject({ event: 'summary', done: 1, failed: 1, before: 1 });
    expect(lines(again.stderr).at(-1)).toMatchObject({ code: 'batch-incomplete', exitCode: 7 });
    expect(await decodePicture(await readFile(join(cwd, 'out/other.edited.png')))).toMatchObject({
      width: 160,
    });
    expect((await readFile(join(cwd, 'out/picture.edited.png'))).equals(first)).toBe(true);
    expect(lines(await readFile(join(cwd, 'list.jsonl.results.jsonl'), 'utf8'))).toHaveLength(4);

    // Without the line that fails, from another folder: nothing is left to do, and no model is loaded.
    await writeFile(
      join(cwd, 'list.jsonl'),
      [list[0], list[2]].map((item) => JSON.stringify(item)).join('\n'),
    );
    const elsewhere = args.map((arg) =>
      arg === 'out' ? join(cwd, 'out') : arg === 'list.jsonl' ? join(cwd, arg) : arg,
    );
    const last = await dualedit(elsewhere.slice(0, -1), { cwd: await scratch() });
    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(last.stdout.toString()).toBe('0 edited, 2 done before\n');

    // A picture that is gone, or a command that changed, is to be done.
    await rm(join(cwd, 'out/other.edited.png'));
    await writeFile(
      join(cwd, 'list.jsonl'),
      `[${JSON.stringify({ ...list[0], command: 'hat→pink' })}, ${JSON.stringify(list[2])}]`,
    );
    const plan = await dualedit([...args, '--dry-run'], { cwd });
    expect(JSON.parse(plan.stdout.toString()).edits.map(({ before }: { before: boolean }) => before)).toEqual(
      [false, false],
    );
  });
});

it('says which edits did not come out, also when it is run again', async () => {
  const cwd = await folderWithSample();
  const edit = { picture: 'picture.png', command: 'hat→red', mask: { hat: HAT_MASK }, prompt: PROMPT };
  await writeFile(join(cwd, 'list.jsonl'), JSON.stringify({ ...edit, strength: 0, 'no-retry': true }));
  const args = ['batch', 'list.jsonl', '--steps', '2', '--protect', 'none'];
  const run = await dualedit(args, { cwd });
  const missed = 'The hat became blue instead of red.';
  expect(run.stderr).toBe(`line 1, picture.png: hat→red\ndualedit: line 1: ${missed}\n`);
  expect(run.stdout.toString()).toBe('1 edited, 1 of them not as asked\n');
  expect(run.code).toBe(10);
  const [result] = lines(await readFile(join(cwd, 'list.jsonl.results.jsonl'), 'utf8'));
  expect(result).toMatchObject({ status: 'done', missed: [missed] });
  const again = await dualedit(args, { cwd });
  expect(again).toMatchObject({ code: 10, stderr: `dualedit: line 1: ${missed}\n` });
});

it('reads CSV, with paths beside it, and says what it would do', async () => {
  const cwd = await folderWithSample();
  const rows = ['picture,command,output', 'a.jpg,"cat→dog, hat→red",', 'b.png,hat→red,../red.webp'];
  await mkdir(join(cwd, 'sub'));
  await writeFile(join(cwd, 'sub/list.csv'), rows.join('\r\n'));
  for (const name of ['a.jpg', 'b.png']) await copyFile(join(cwd, 'picture.png'), join(cwd, 'sub', name));
  const run = await dualedit(['batch', 'sub/list.csv', '--dry-run'], { cwd });
  expect(run.stdout.toString()).toBe(`2  sub/a.jpg  cat→dog, hat→red  sub/a.edited.jpg  to do
3  sub/b.png  hat→red           red.webp          to do
`);
  expect(run.code).toBe(0);
  expect(await readdir(join(cwd, 'sub'))).toEqual(['a.jpg', 'b.png', 'list.csv']);
});

it('says before any work which lines would fail, and why', async () => {
  const cwd = await folderWithSample();
  const rows = [
    { picture: 'picture.png', command: 'hat→red' },
    { picture: 'picture.png', command: 'hat→zebra', output: 'a.png' },
    { picture: 'absent.png', command: 'hat→red' },
    { picture: 'picture.png', command: 'hat→red', prompt: 'a cat', output: 'b.png' },
  ];
  await writeFile(join(cwd, 'list.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const before = await readdir(cwd);
  const run = await dualedit(['batch', 'list.jsonl', '--dry-run', '--json'], { cwd });
  expect(run.code).toBe(7);
  const { edits } = JSON.parse(run.stdout.toString());
  expect(edits.map(({ error }: { error?: { code: string } }) => error?.code)).toEqual([
    undefined,
    'command-unknown-word',
    'input-unreadable',
    'word-not-in-prompt',
  ]);
  const spoken = await dualedit(['batch', 'list.jsonl', '--dry-run'], { cwd });
  expect(spoken.stdout.toString().match(/would fail/g)).toHaveLength(3);
  expect(spoken.stderr).toMatch(/^dualedit: line 2: .*"zebra"/m);
  expect(spoken.stderr).toMatch(/3 of 4 edits would fail/);
  expect(await readdir(cwd)).toEqual(before);
});
