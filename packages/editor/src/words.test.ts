import { parseCommand } from '@dualedit/commands';
import { describe, expect, it } from 'vitest';
import { assignByName } from './words.js';

const assign = (command: string, ...given: [string, number][]) => assignByName(parseCommand(command), given);

describe('what is given by name', () => {
  it('belongs to the edit of that thing', () => {
    expect(assign('cat→dog, hat→red', ['Hat', 1])).toEqual([undefined, 1]);
    expect(assign('left cat→dog, hat→red', ['cat', 1], ['hat', 2])).toEqual([1, 2]);
  });

  it('belongs to the exact one where several name the same thing', () => {
    expect(assign('left cat→dog, right cat→red', ['right cat', 1], ['left cat', 2])).toEqual([2, 1]);
    expect(assign('left cat→dog, cat→red', ['cat', 1])).toEqual([undefined, 1]);
  });

  it('is refused where it fits none, several, or one twice', () => {
    expect(() => assign('cat→dog', ['hat', 1])).toThrow(/no edit/);
    expect(() => assign('left cat→dog, right cat→red', ['cat', 1])).toThrow(/several/);
    expect(() => assign('cat→dog', ['cat', 1], ['Cat', 2])).toThrow(/two masks/);
  });
});
