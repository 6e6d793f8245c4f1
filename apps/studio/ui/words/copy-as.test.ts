import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, asCommandLine, asRequest } from './copy-as.js';

const asked: Asked = {
  name: 'my cat.png',
  picture: 'abc',
  command: 'cat→dog, hat→red',
  language: 'en',
  prompt: '',
  settings: {},
  variants: 1,
  painted: [],
};

/** What a shell makes of a command line. */
const words = (line: string) =>
  execFileSync('sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('an edit as a command line', () => {
  it('says nothing that is the default', () => {
    expect(asCommandLine(asked)).toBe("dualedit edit 'my cat.png' 'cat→dog, hat→red'");
  });

  it('says every setting, and which files the painted masks are', () => {
    const line = asCommandLine({
      ...asked,
      language: 'de',
      settings: { strength: 1.5, protect: false, retry: false, method: 'p2p', format: 'webp' },
      variants: 3,
      painted: [{ name: 'hat', index: 1 }],
    });
    expect(words(line)).toEqual([
      ...[
        'dualedit',
        'edit',
        'my cat.png',
        'cat→dog, hat→red',
        '--locale',
        'de',
        '--mask',
        'hat=my cat.hat-mask.png',
      ],
      ...['--strength', '1.5', '--method', 'p2p', '--variants', '3', '--protect', 'none', '--no-retry'],
      ...['-o', 'my cat.edited.webp'],
    ]);
  });

  it('survives a shell, whatever was typed', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (command) => {
        expect(words(asCommandLine({ ...asked, command }))[3]).toBe(command);
      }),
      { numRuns: 25 },
    );
  });
});

it('is a request with the same words', () => {
  const [, , , , , , body] = words(asRequest({ ...asked, settings: { steps: 10 } }, 'http://127.0.0.1:7860'));
  expect(JSON.parse(body!)).toEqual({ picture: 'abc', command: 'cat→dog, hat→red', settings: { steps: 10 } });
});
