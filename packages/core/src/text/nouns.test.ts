import { expect, it } from 'vitest';
import { nounsIn } from './nouns.js';

it.each([
  ['a cat wearing a blue straw hat on the grass', ['cat', 'hat', 'grass']],
  ['Two old men and their small dog, sitting in front of a red car', ['men', 'dog', 'car']],
  ['', []],
  ['a red and blue picture', []],
])('%s', (prompt, nouns) => {
  expect(nounsIn(prompt)).toEqual(nouns);
});
