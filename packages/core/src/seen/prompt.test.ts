import { expect, it } from 'vitest';
import { boxes, boxMask, edit, type Place, thing } from '../testing/boxes.js';
import { promptOfSeen, type SeenScene } from './prompt.js';

const [CAT, HAT, BALL, CUP] = [
  [4, 20, 26, 40],
  [8, 8, 18, 14],
  [40, 40, 20, 20],
  [24, 44, 14, 16],
] as const satisfies Place[];
const picture = boxes(
  [CAT, [120, 120, 125]],
  [HAT, [40, 80, 220]],
  [BALL, [225, 60, 55]],
  [CUP, [250, 210, 50]],
);
const known = {
  nouns: ['cat', 'hat', 'ball', 'cup'],
  colors: ['red', 'blue', 'yellow'],
  backgrounds: [],
  words: [],
};
const say = (scene: Partial<SeenScene>) => {
  const { prompt, places } = promptOfSeen({ picture, edits: [], masks: [], unnamed: [], known, ...scene });
  return { prompt, places: places.map(([start, end]) => prompt.slice(start, end)) };
};

it('names what is edited first, in its words and colors, then what else is seen, and where', () => {
  const scene = {
    edits: [edit('ball', 'cup')],
    masks: [boxMask(BALL)],
    unnamed: [thing('cat', CAT), thing('hat', HAT), thing('cup', CUP)],
    place: 'on the grass',
  };
  // Gray is no color that this model knows; what stands on the ground before another thing is not worn by it.
  expect(say(scene)).toEqual({
    prompt: 'a red ball next to a cat with a blue hat and a yellow cup on the grass',
    places: ['a red ball'],
  });
});

it('keeps the edits’ own words, and says a thing once that two edits mean', () => {
  const edits = [edit('blue hat', 'red', 'attribute'), edit('cat', 'dog'), edit('cat', 'red', 'attribute')];
  expect(say({ edits, masks: [HAT, CAT, CAT].map(boxMask) })).toEqual({
    prompt: 'a cat with a blue hat',
    places: ['a blue hat', 'a cat', 'a cat'],
  });
});

it('says all basic colors to a model that knows every word', () => {
  const { prompt } = promptOfSeen({
    picture,
    edits: [edit('cat', 'dog')],
    masks: [boxMask(CAT)],
    unnamed: [thing('ball', BALL)],
  });
  expect(prompt).toBe('a gray cat next to a red ball');
});

it('says what is worn with its wearer, also if it reaches to the ground', () => {
  const scene = {
    edits: [edit('cat', 'dog')],
    masks: [boxMask(CAT)],
    unnamed: [thing('scarf', [10, 30, 12, 29]), thing('cup', [10, 30, 12, 29])],
  };
  expect(promptOfSeen({ picture, ...scene }).prompt).toMatch(
    /^a \w+ cat with a \w+ scarf next to a \w+ cup$/,
  );
});
