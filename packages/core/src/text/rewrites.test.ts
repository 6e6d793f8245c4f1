import type { BackgroundChange, Change, Edit, Insertion, Removal } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { composePrompts, type Range } from './prompt.js';

const removal = (source: string): Removal => ({
  kind: 'removal',
  source,
  which: { type: 'best' },
  span: [0, 0],
});
const background = (target: string, place?: string): BackgroundChange => ({
  kind: 'background',
  target,
  strength: 1,
  span: [0, 0],
  ...(place !== undefined && { place }),
});
const insertion = (target: string): Insertion => ({ kind: 'insertion', target, strength: 1, span: [0, 0] });
const object = (source: string, target: string): Edit => ({
  source,
  target,
  kind: 'object',
  which: { type: 'best' },
  strength: 1,
  span: [0, 0],
});
const cut = (text: string, { start, end }: Range) => text.slice(start, end);

describe('the target prompt without a thing', () => {
  it.each([
    ['hat', 'a cat with a red hat on the grass', 'a cat on the grass'],
    ['hat', 'a cat wearing a red hat next to a ball', 'a cat next to a ball'],
    ['cat', 'a cat on the grass', 'on the grass'],
    ['cat', 'a cat next to a blue cup in a room', 'a blue cup in a room'],
    ['cup', 'a cat next to a blue cup in a room', 'a cat in a room'],
    ['ball', 'there is a yellow ball and a dog in a meadow', 'there is a dog in a meadow'],
    ['ball', 'there is a yellow ball in a meadow', 'in a meadow'],
    ['cat', 'a picture of a cat', 'a picture'],
    ['cat', 'a cat', 'a picture'],
    ['dog', 'a cat in front of a dog', 'a cat'],
    ['dog', 'a cat to the left of a dog and a cup', 'a cat and a cup'],
    ['left cat', 'a dog and the left cat', 'a dog'],
    ['hat', 'a pink lion with a red hat in a room', 'a pink lion in a room'],
    ['hat', 'a panda, a lion, a hat', 'a panda, a lion'],
  ])('%s: %s', (source, prompt, target) => {
    expect(composePrompts([removal(source)], prompt).target).toBe(target);
  });

  it('is without what the thing wears, too', () => {
    const said = (prompt: string) => composePrompts([removal('cat')], prompt, [['hat', 'scarf']]).target;
    expect(said('a cat wearing a red hat on the grass')).toBe('on the grass');
    expect(said('a dog next to a cat with a hat and a blue scarf in a room')).toBe('a dog in a room');
  });

  it('leaves what others are called by', () => {
    expect(
      composePrompts([removal('cat'), removal('ball')], 'a cat next to a ball on the grass').target,
    ).toBe(' on the grass');
    const both: Change[] = [object('cat', 'dog'), removal('hat'), background('snow')];
    expect(composePrompts(both, 'a cat with a hat on the beach').target).toBe('a dog in the snow');
  });

  it('has nothing new, and takes away the noun', () => {
    const pair = composePrompts([removal('hat')], 'a cat with a red hat');
    expect(pair.edits[0]).toMatchObject({ added: { start: 5, end: 5 }, target: { start: 5, end: 5 } });
    expect(cut(pair.source, pair.edits[0]!.removed)).toBe('hat');
  });
});

describe('the target prompt with another background', () => {
  it.each([
    [background('snow'), 'a cat on the beach', 'a cat in the snow', 'in the snow'],
    [background('snow', 'beach'), 'a cat on the sunny beach', 'a cat in the snow', 'in the snow'],
    [background('a sunny beach'), 'a cat in a meadow', 'a cat on the sunny beach', 'on the sunny beach'],
    [background('night'), 'a cat', 'a cat at night', 'at night'],
    [background('forest'), 'a cat on a mat', 'a cat on a mat in the forest', 'in the forest'],
  ])('%j: %s', (change, prompt, target, added) => {
    const pair = composePrompts([change], prompt);
    expect(pair.target).toBe(target);
    expect(cut(pair.target, pair.edits[0]!.added)).toBe(added);
  });

  it('needs no prompt', () => {
    expect(composePrompts([background('snow')])).toMatchObject({
      source: 'a picture',
      target: 'a picture in the snow',
    });
  });
});

describe('the target prompt with something new', () => {
  it.each([
    ['red hat', 'a cat on the grass', 'a cat and a red hat on the grass'],
    ['apple', 'a cat', 'a cat and an apple'],
    ['apple', 'on the grass', 'an apple on the grass'],
    ['red hat', undefined, 'a picture of a red hat'],
  ])('%s: %s', (target, prompt, expected) => {
    const pair = composePrompts([insertion(target)], prompt);
    expect(pair.target).toBe(expected);
    expect(cut(pair.target, pair.edits[0]!.target)).toBe(target);
  });
});

it('shares exactly what stays', () => {
  const changes: Change[] = [removal('hat'), background('snow'), insertion('ball')];
  const pair = composePrompts(changes, 'a cat with a red hat on the beach');
  expect(pair.target).toBe('a cat and a ball in the snow');
  for (const { source, target } of pair.shared) {
    expect(cut(pair.source, source)).toBe(cut(pair.target, target));
  }
});
