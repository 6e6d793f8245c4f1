import { expect, it } from 'vitest';
import { checkWords } from './words.js';

const known = {
  nouns: ['cat'],
  colors: ['red'],
  backgrounds: ['snow'],
  words: ['a', 'cat', 'in', 'red', 'snow', 'the'],
};

it('accepts what the model was taught, and articles of any form', () => {
  expect(() => checkWords('A red cat in the snow', known)).not.toThrow();
  expect(() => checkWords('an cat', known)).not.toThrow();
});

it('names the words that it was never taught, and lists what it knows', () => {
  expect(() => checkWords('an elephant in a red teapot', known)).toThrow(
    expect.objectContaining({
      code: 'word-unknown',
      message: 'This model was never taught "elephant", "teapot".',
      hint: expect.stringContaining('cat'),
      received: ['elephant', 'teapot'],
    }),
  );
});
