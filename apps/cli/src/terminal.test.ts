import { readdir } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { scratch } from './testing/process.js';
import { dualeditOnTerminal, hasPty } from './testing/pty.js';
import { folderWithSample, HAT_MASK, PROMPT } from './testing/sample.js';

const EDIT = [
  'edit',
  'picture.png',
  'hat→red',
  '--mask',
  `hat=${HAT_MASK}`,
  '--steps',
  '2',
  '--prompt',
  PROMPT,
];
const ERASE = '\r\x1b[2K';

/** Those that pass a test, and the others. */
const parted = (parts: string[], test: (part: string) => boolean) =>
  [parts.filter(test), parts.filter((part) => !test(part))] as const;

describe.skipIf(!hasPty)('on a terminal', () => {
  it('shows one line of progress, before and after, what was found and where it went', async () => {
    const cwd = await folderWithSample();
    const { code, output } = await dualeditOnTerminal(EDIT, {
      cwd,
      env: { COLORTERM: 'truecolor' },
    });
    expect(code).toBe(0);
    const [[understood], frames] = parted(output.split(ERASE).slice(1, -1), (part) =>
      part.startsWith('understood as'),
    );
    expect(understood).toBe('understood as: hat→red\n');
    const shares = frames.map((frame) => Number(/(\d+) %/.exec(frame)![1]));
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    for (const frame of frames) expect(frame).not.toContain('\n');
    expect(stripVTControlCharacters(frames[0]!)).toMatch(/^loading the model +░{30} +0 %$/);
    expect(output).toMatch(/editing .*\[36m█.*left/);

    const result = output
      .slice(output.lastIndexOf(ERASE) + ERASE.length)
      .trimEnd()
      .split('\n');
    expect(stripVTControlCharacters(result[0]!)).toMatch(/^▀{36} {3}▀{36}$/);
    expect(result.at(-2)).toMatch(/^hat: \d+\.\d % of the picture, mask from exact\/2-hat\.png$/);
    expect(result.at(-1)).toMatch(/^picture\.edited\.png: hat→red \((\d+ min )?\d+ s, on \w+\)$/);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }, [], 'frames error'],
    ['TERM=dumb', { TERM: 'dumb' }, [], 'lines error'],
    ['--quiet', {}, ['--quiet'], 'error'],
  ])('with %s, the progress of a failing edit shows %s', async (_, env, options, shown) => {
    const cwd = await folderWithSample();
    const { code, output } = await dualeditOnTerminal(
      ['edit', 'picture.png', 'hat→red', '--prompt', 'a dog', ...options],
      { cwd, env },
    );
    expect(code).toBe(4);
    const kinds = {
      frames: output.includes(`${ERASE}loading the model`),
      lines: output.startsWith('loading the model...\n'),
      coloured: /\[[\d;]+m/.test(output),
      error: /(^|\n|\[2K)dualedit: .*"hat"[^\n]*\n$/.test(output),
    };
    expect(
      Object.entries(kinds)
        .flatMap(([kind, there]) => (there ? [kind] : []))
        .join(' '),
    ).toBe(shown);
    expect(output.includes('\x1b')).toBe(kinds.frames);
  });

  it('stops at Ctrl-C, with the line erased and nothing written', async () => {
    const cwd = await folderWithSample();
    const args = ['edit', 'picture.png', 'hat→red', '--prompt', PROMPT];
    const { code, output } = await dualeditOnTerminal(args, { cwd, stopAt: 'inverting' });
    expect(code).toBe(130);
    // The terminal itself shows ^C.
    expect(output.slice(output.lastIndexOf(ERASE))).toBe(`${ERASE}dualedit: Stopped. Nothing was written.\n`);
    expect((await readdir(cwd)).sort()).toEqual(['exact', 'picture.png']);
  });

  it('points at the mistake in a command', async () => {
    const cwd = await folderWithSample();
    const { code, output } = await dualeditOnTerminal(['edit', 'picture.png', 'cat→dog, hat→'], { cwd });
    expect(output).toMatch(/^cat→dog, hat→\n {12}\^\ndualedit: Column 13: [^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('keeps a picture off the terminal', async () => {
    const cwd = await folderWithSample();
    const { code, output } = await dualeditOnTerminal(['edit', 'picture.png', 'hat→red', '-o', '-'], { cwd });
    expect(output).toMatch(/^dualedit: .*stdout, which is a terminal\. Name a file with -o.*\n$/);
    expect(code).toBe(2);
  });

  it('asks for a picture where stdin is the terminal', async () => {
    const { code, output } = await dualeditOnTerminal(['edit', '-', 'cat→dog', '-o', 'a.png'], {
      cwd: await scratch(),
    });
    expect(output).toMatch(/^dualedit: .*stdin is a terminal\. Pipe a picture in.*\n$/);
    expect(code).toBe(2);
  });
});
