import { stripVTControlCharacters } from 'node:util';
import { decodePicture, type Picture } from '@dualedit/foundation';
import { DecoderAsync } from 'sixel';
import { describe, expect, it } from 'vitest';
import { detectGraphics } from './graphics.js';
import { preview } from './preview.js';

/** Upper half one colour, lower half another. */
function halves(width: number, height: number, upper: number[], lower: number[]): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < data.length; i++) data[i] = (i < data.length / 2 ? upper : lower)[i % 4]!;
  return { width, height, data };
}

const before = halves(64, 32, [255, 0, 0, 255], [0, 0, 255, 255]);
const after = halves(64, 32, [0, 255, 0, 255], [0, 0, 255, 255]);

it.each([
  [{ TERM: 'xterm-kitty' }, 24, 'kitty'],
  [{ TERM: 'xterm-kitty', TMUX: '/s' }, 24, 'truecolor'],
  [{ TERM: 'xterm-256color', TERM_PROGRAM: 'ghostty' }, 24, 'kitty'],
  [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.4.1' }, 24, 'iterm'],
  [{ TERM: 'xterm-256color', LC_TERMINAL: 'iTerm2' }, 24, 'iterm'],
  [{ TERM: 'mlterm' }, 24, 'sixel'],
  [{ TERM: 'foot' }, 24, 'sixel'],
  [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.99.0' }, 24, 'truecolor'],
  [{ TERM: 'xterm-256color' }, 8, 'ansi256'],
  [{ TERM: 'xterm' }, 4, 'none'],
  [{ TERM: 'dumb', KITTY_WINDOW_ID: '1' }, 24, 'none'],
  [{ TERM: 'xterm-kitty', NO_COLOR: '1' }, 24, 'none'],
  [{ TERM: 'xterm', DUALEDIT_GRAPHICS: 'sixel' }, 4, 'sixel'],
])('%j at %i bits shows %s', (env, depth, graphics) => {
  const before = process.env;
  process.env = env;
  try {
    expect(detectGraphics(depth)).toBe(graphics);
  } finally {
    process.env = before;
  }
});

describe('half blocks', () => {
  it('show both pictures in their proportions and colours', async () => {
    const text = await preview(before, after, 'truecolor', 80);
    const rows = text.trimEnd().split('\n');
    expect(rows).toHaveLength(9);
    for (const row of rows) expect(stripVTControlCharacters(row)).toMatch(/^▀{36}( {3}| → )▀{36}$/);
    expect(rows[0]).toContain('\x1b[38;2;255;0;0;48;2;255;0;0m');
    expect(rows[0]).toContain('\x1b[38;2;0;255;0;');
    expect(rows[8]).toContain('\x1b[38;2;0;0;255;');
    expect(rows[0]!.endsWith('\x1b[0m')).toBe(true);
  });

  it('stay inside a narrow terminal, or stay away', async () => {
    const rows = (await preview(before, after, 'ansi256', 30)).trimEnd().split('\n');
    for (const row of rows) expect(stripVTControlCharacters(row).length).toBeLessThan(30);
    expect(rows[0]).toContain('\x1b[38;5;196;48;5;196m');
    expect(await preview(before, after, 'truecolor', 12)).toBe('');
  });
});

describe('graphics protocols', () => {
  const payload = (text: string) => Buffer.from(text, 'base64');

  it('kitty: chunks of at most 4096 bytes that make one PNG', async () => {
    const noise = { ...before, data: before.data.map((_, i) => (i % 4 === 3 ? 255 : (i * i * 7919) >> 5)) };
    const text = await preview(noise, after, 'kitty', 80);
    const chunks = text
      .split('\x1b_G')
      .slice(1)
      .map((chunk) => chunk.slice(0, chunk.indexOf('\x1b')).split(';') as [string, string]);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.every(([, data]) => data.length <= 4096)).toBe(true);
    expect(chunks.map(([head]) => head.slice(-3))).toEqual([...chunks.slice(1).map(() => 'm=1'), 'm=0']);
    const picture = await decodePicture(payload(chunks.map(([, data]) => data).join('')));
    expect(picture).toMatchObject({ width: 133, height: 32 });
  });

  it('iTerm2: one inline PNG', async () => {
    const text = await preview(before, after, 'iterm', 80);
    const head = text.slice(0, text.indexOf(':'));
    expect(head).toMatch(/1337;File=inline=1;size=\d+;width=75;preserveAspectRatio=1$/);
    const png = payload(text.slice(head.length + 1, text.indexOf('\x07')));
    expect(await decodePicture(png)).toMatchObject({ width: 133, height: 32 });
  });

  it('sixel: the sheet, no wider than its columns, in its colours', async () => {
    const wide = halves(640, 320, [255, 0, 0, 255], [0, 0, 255, 255]);
    const text = await preview(wide, after, 'sixel', 80);
    expect(text.startsWith('\x1bP0;1;q') && text.endsWith('\x1b\\\n')).toBe(true);
    const decoder = await DecoderAsync();
    decoder.decode(Buffer.from(text.slice(text.indexOf('q') + 1, -3)));
    const { width, height } = decoder;
    expect({ width, height }).toEqual({ width: 525, height: 126 });
    const pixel = (x: number, y: number) =>
      Array.from(new Uint8Array(decoder.data32.buffer, decoder.data32.byteOffset + 4 * (y * width + x), 3));
    const near = (colour: number[]) =>
      colour.map((value) => expect.toSatisfy((found: number) => Math.abs(found - value) < 12));
    expect(pixel(20, 20)).toEqual(near([255, 0, 0]));
    expect(pixel(20, 110)).toEqual(near([0, 0, 255]));
    expect(pixel(width - 20, 20)).toEqual(near([0, 255, 0]));
  });
});
