import { parseCommand } from '@dualedit/commands';
import { expect, it } from 'vitest';
import { promptFromCaption } from './prompt.js';

const CAPTION = 'a cat sitting on top of a couch';

it.each([
  ['cat→dog', CAPTION],
  ['cat→dog, couch→red', CAPTION],
  ['cat→dog, hat→red', `${CAPTION} with a hat`],
  ['hat→red, ball→blue', `${CAPTION} with a hat and a ball`],
  // One cat is in the caption, two are edited: no caption says which.
  ['left cat→dog, right cat→fox', undefined],
])('"%s": %s', (command, prompt) => {
  expect(promptFromCaption(CAPTION, parseCommand(command))).toBe(prompt);
});

it('keeps to the words that a small model was taught', () => {
  const words = { nouns: ['cat'], colors: [], backgrounds: [], words: ['cat', 'dog', 'sitting'] };
  expect(promptFromCaption('a cat sitting', parseCommand('cat→dog'), words)).toBe('a cat sitting');
  expect(promptFromCaption('a cat lying', parseCommand('cat→dog'), words)).toBeUndefined();
});
