import type { Edit, EditKind, Selector } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { articleFor } from './phrases.js';
import { composePrompts } from './prompt.js';

function edit(source: string, target: string, kind: EditKind = 'object', which?: Selector): Edit {
  return { source, target, kind, which: which ?? { type: 'best' }, strength: 1, span: [0, 0] };
}
const side = (name: 'left' | 'right'): Selector => ({ type: 'side', side: name });
const target = (edits: Edit[], prompt?: string) => composePrompts(edits, prompt).target;

describe('finding what an edit names', () => {
  it('drops articles that the edit says, and repairs the prompt’s', () => {
    expect(target([edit('the cat', 'an owl')], 'a cat on the grass')).toBe('an owl on the grass');
    expect(target([edit('the cat', 'an owl')])).toBe('an owl');
  });

  it('sees the owner in "the cat’s hat"', () => {
    expect(target([edit('cat', 'dog')], "the cat's hat")).toBe("the dog's hat");
  });

  it('takes whole words only, and hyphenated ones whole', () => {
    for (const prompt of ['a cathedral', 'a cat-like toy', 'a bobcat']) {
      expect(() => target([edit('cat', 'dog')], prompt)).toThrow(
        expect.objectContaining({ code: 'word-not-in-prompt' }),
      );
    }
    expect(target([edit('t-shirt', 'coat')], 'a t-shirt')).toBe('a coat');
  });

  it('takes a phrase only where its words adjoin', () => {
    expect(() => target([edit('straw hat', 'cap')], 'straw, hat')).toThrow(
      expect.objectContaining({ code: 'word-not-in-prompt' }),
    );
  });

  it('replaces a colour only directly before the noun', () => {
    expect(target([edit('hat', 'red', 'attribute')], 'painted blue, hat on')).toBe(
      'painted blue, red hat on',
    );
  });

  it('reads composed and decomposed letters alike', () => {
    expect(target([edit('cafe\u0301', 'bar')], 'a café')).toBe('a bar');
  });
});

describe('edits of things that bear one name', () => {
  const both = [edit('cat', 'dog', 'object', side('left')), edit('cat', 'fox', 'object', side('right'))];

  it('take its occurrences in turn', () => {
    expect(target(both, 'a cat beside a cat')).toBe('a dog beside a fox');
    expect(target(both)).toBe('a dog and a fox');
  });

  it('leave longer phrases to the edits that name them', () => {
    const edits = [edit('hat', 'red', 'attribute'), edit('straw hat', 'cap')];
    expect(target(edits, 'a straw hat and a hat')).toBe('a cap and a red hat');
  });

  it.each([
    ['one thing twice, two in the prompt', [edit('cat', 'dog'), edit('cat', 'fox')], 'a cat and a cat'],
    ['one thing twice, no prompt', [edit('cat', 'dog'), edit('The cat', 'red', 'attribute')], undefined],
    ['more things than the prompt has', both, 'a cat'],
    [
      'a colour that another edit replaces',
      [edit('blue', 'sky'), edit('hat', 'red', 'attribute')],
      'a blue hat',
    ],
  ])('are refused: %s', (_, edits, prompt) => {
    expect(() => target(edits, prompt)).toThrow(expect.objectContaining({ code: 'edit-repeated' }));
  });
});

it.each([
  ['🐱', undefined, 'phrase-empty', /"🐱" holds no word/],
  ['cat', '', 'word-not-in-prompt', /names "cat" but received ""/],
  ['cat', ' … ', 'word-not-in-prompt', /names "cat" but received " … "/],
])('%j in the prompt %j is refused in words that help', (source, prompt, code, message) => {
  expect(() => target([edit(source, 'dog')], prompt)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

it.each([
  ['cat', 'a'],
  ['owl', 'an'],
  ['unicorn', 'a'],
  ['uninvited guest', 'an'],
  ['umbrella', 'an'],
  ['used car', 'a'],
  ['one-eyed cat', 'a'],
  ['onion', 'an'],
  ['hour glass', 'an'],
  ['horse', 'a'],
])('the article of %s is %s', (noun, article) => {
  expect(articleFor(noun)).toBe(article);
});
