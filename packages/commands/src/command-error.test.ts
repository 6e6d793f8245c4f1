import { DualeditError } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { CommandError } from './command-error.js';
import { parseCommand } from './parse.js';

function failure(command: string): CommandError {
  try {
    parseCommand(command);
  } catch (error) {
    if (CommandError.is(error)) return error;
    throw error;
  }
  throw new Error(`"${command}" was accepted`);
}

describe('each mistake has a code, a column and a hint', () => {
  it.each([
    ['', 'command-empty', 1, 'cat→dog'],
    [' ,;\n', 'command-empty', 1, 'cat→dog'],
    ['cat→dog, hat', 'command-no-arrow', 10, '"hat→…"'],
    ['cat ~ dog', 'command-no-arrow', 1, '"cat→dog"'],
    ['big cat - dog', 'command-no-arrow', 1, '"big cat→dog"'],
    ['the cat as a dog', 'command-no-arrow', 1, '"the cat→a dog"'],
    ['mkae the hat red', 'command-no-arrow', 1, '"make"'],
    ['chnage the hat to red', 'command-leftover', 1, '"change"'],
    ['light on→off', 'command-leftover', 7, 'quotation'],
    ['cat→dog→bird', 'command-two-arrows', 8, 'comma'],
    ['cat to dog to bird', 'command-two-arrows', 12, 'comma'],
    ['→dog', 'command-no-source', 1, 'before'],
    ['cat→', 'command-no-target', 4, 'after'],
    ['cat→!', 'command-no-target', 4, 'after'],
    ['cat→"dog', 'command-quote', 5, 'Add " after'],
    ['cat→""', 'command-quote', 5, 'Write a phrase'],
    [`'a "b" c'→d`, 'command-quote', 1, 'outer'],
    ['cat→dog (0.7', 'command-bracket', 9, 'Add ")"'],
    ['cat→dog)', 'command-bracket', 8, 'Delete'],
    ['cat→dog ()', 'command-bracket', 9, 'strength'],
    ['cat→dog (nice)', 'command-bracket', 9, '(0.7)'],
    ['cat→dog (2.1)', 'command-strength', 9, '(2)'],
    ['cat→dog (1) (2)', 'command-strength', 13, 'one number'],
    ['cat→dog!!!', 'command-strength', 10, '!!'],
    ['cat→dog (both object)', 'command-kind', 9, 'Keep one'],
    ['cat!→dog', 'command-order', 4, 'end'],
    ['cat→(0.7) dog', 'command-order', 5, 'end'],
    ['cat#two→dog', 'command-which', 4, 'cat#2'],
    ['cat#0→dog', 'command-which', 4, 'cat#2'],
    ['#1→dog', 'command-which', 1, 'cat#2'],
    ['left right cat→dog', 'command-which', 1, 'left cat'],
    ['first cat#2→dog', 'command-which', 1, 'cat#2'],
    [`cat→${'dog '.repeat(500)}`, 'command-too-long', 2001, 'fewer'],
  ])('%j', (command, code, column, hint) => {
    const error = failure(command);
    expect({ code: error.code, column: error.column }).toEqual({ code, column });
    expect(error.hint).toContain(hint);
    expect(error.message).toMatch(/^\S.*\.$/s);
  });
});

describe('the caret', () => {
  it('stands under what is wrong', () => {
    expect(failure('cat→dog, hat red').caret).toBe('cat→dog, hat red\n         ^^^^^^^');
  });

  it('shows only the line of the mistake', () => {
    const error = failure('cat→dog\nhat→red (big)\nsky→red');
    expect(error.caret).toBe('hat→red (big)\n        ^^^^^');
    expect(error.column).toBe(9);
  });

  it('leaves out what is far away from it', () => {
    const error = failure(`${'cat→dog; '.repeat(20)}hat; ${'cat→dog; '.repeat(20)}`);
    const [line, marks] = error.caret.split('\n') as [string, string];
    expect(line.startsWith('…') && line.endsWith('…') && line.length < 100).toBe(true);
    expect(line.slice(marks.indexOf('^'), marks.length)).toBe('hat');
  });

  it('keeps its place behind wide characters', () => {
    expect(failure('猫→犬，帽子').caret).toBe('猫→犬，帽子\n　 　　^^^^');
  });
});

it('is told from other errors of the project', () => {
  const other = new DualeditError({ code: 'x', message: 'x', hint: 'x' });
  expect(other instanceof CommandError).toBe(false);
  expect(failure('cat') instanceof CommandError).toBe(true);
  expect(failure('cat') instanceof DualeditError).toBe(true);
});
