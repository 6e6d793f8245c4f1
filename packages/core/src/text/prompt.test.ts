import { type Edit, type EditKind, targetPhrase } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { composePrompts, type Range } from './prompt.js';

const edit = (source: string, target: string, kind: EditKind = 'object'): Edit => ({
  source,
  target,
  kind,
  which: { type: 'best' },
  strength: 1,
  span: [0, 0],
});
const cut = (text: string, { start, end }: Range) => text.slice(start, end);

describe('composing the target prompt', () => {
  it('replaces things and recolours them, each in its own words', () => {
    const pair = composePrompts(
      [edit('hat', 'red', 'attribute'), edit('cat', 'dog')],
      'a cat wearing a blue hat on the grass',
    );
    expect(pair.target).toBe('a dog wearing a red hat on the grass');
    expect(pair.edits.map((e) => cut(pair.source, e.source))).toEqual(['hat', 'cat']);
    expect(pair.edits.map((e) => cut(pair.target, e.target))).toEqual(['red hat', 'dog']);
    expect(pair.edits.map((e) => cut(pair.target, e.added))).toEqual(['red', 'dog']);
  });

  it('shares exactly what it did not change', () => {
    const pair = composePrompts([edit('hat', 'red', 'attribute')], 'a cat with a blue hat');
    const shared = pair.shared.map((s) => [cut(pair.source, s.source), cut(pair.target, s.target)]);
    expect(shared.every(([a, b]) => a === b)).toBe(true);
    expect(shared.map(([a]) => a).join('|')).toBe('a cat with |a| | hat');
  });

  it.each([
    [edit('cat', 'elephant'), 'a cat on a mat', 'an elephant on a mat'],
    [edit('elephant', 'cat'), 'An elephant', 'A cat'],
    [edit('hat', 'orange', 'attribute'), 'a hat', 'an orange hat'],
    // Wood and gold look like themselves; a pattern has a color beside it.
    [edit('hat', 'wooden', 'attribute'), 'a red hat', 'a wooden hat'],
    [edit('hat', 'dotted', 'attribute'), 'a red hat', 'a red dotted hat'],
    [edit('hat', 'dotted', 'attribute'), 'a red striped hat', 'a red dotted hat'],
    [edit('hat', 'blue', 'attribute'), 'a red striped hat', 'a blue striped hat'],
    [edit('hat', 'blue', 'attribute'), 'a striped hat', 'a blue striped hat'],
    [edit('hat', 'orange', 'attribute'), 'a wooden hat', 'an orange hat'],
    [edit('hat', 'golden', 'attribute'), 'a red striped hat', 'a golden hat'],
    [edit('hat', 'cup', 'object'), 'a red striped hat', 'a red striped cup'],
    [edit('hat', 'red cap', 'both'), 'a blue hat', 'a red cap'],
    [edit('hat', 'cap'), 'a blue hat', 'a blue cap'],
    [edit('straw hat', 'cap'), 'one Straw Hat here', 'one cap here'],
  ])('%o in "%s" gives "%s"', (change, prompt, target) => {
    expect(composePrompts([change], prompt).target).toBe(target);
  });

  it.each<[string, string, [number, number], string, string, string, string]>([
    ['blue hat', 'red', [0, 1], 'a cat in a blue hat', 'a cat in a red hat', 'red hat', 'blue'],
    ['blue hat', 'orange', [0, 1], 'a blue hat', 'an orange hat', 'orange hat', 'blue'],
    ['big blue hat', 'red', [1, 2], 'a big blue hat', 'a big red hat', 'big red hat', 'blue'],
    ['old hat', 'red', [1, 1], 'an old hat', 'an old red hat', 'old red hat', ''],
    [
      'black and white cat',
      'orange',
      [0, 3],
      'a black and white cat',
      'an orange cat',
      'orange cat',
      'black and white',
    ],
  ])(
    'an old adjective in the name gives way: %s→%s',
    (source, target, replaces, prompt, whole, phrase, removed) => {
      const pair = composePrompts([{ ...edit(source, target, 'attribute'), replaces }], prompt);
      expect(pair.target).toBe(whole);
      expect(cut(pair.target, pair.edits[0]!.target)).toBe(phrase);
      expect(cut(pair.target, pair.edits[0]!.added)).toBe(target);
      expect(cut(pair.source, pair.edits[0]!.source)).toBe(source);
      expect(cut(pair.source, pair.edits[0]!.removed)).toBe(removed);
      expect(pair.shared.every((s) => cut(pair.source, s.source).length > 0)).toBe(true);
      expect(targetPhrase({ source, target, kind: 'attribute', replaces })).toBe(phrase);
    },
  );

  it('composes a source prompt where none is given', () => {
    const pair = composePrompts([edit('cat', 'dog'), edit('apple', 'green', 'attribute')]);
    expect([pair.source, pair.target]).toEqual(['a cat and an apple', 'a dog and a green apple']);
  });
});

describe('prompts and edits that do not fit', () => {
  it('names the words of a prompt that lacks the thing', () => {
    expect(() => composePrompts([edit('cat', 'fox')], 'a cathedral')).toThrow(
      expect.objectContaining({ code: 'word-not-in-prompt', message: expect.stringContaining('cathedral') }),
    );
  });

  it('refuses two edits of one word, and none at all', () => {
    const twice = [edit('cat', 'dog'), edit('cat', 'red', 'attribute')];
    expect(() => composePrompts(twice, 'a cat')).toThrow(expect.objectContaining({ code: 'edit-repeated' }));
    expect(() => composePrompts([])).toThrow(expect.objectContaining({ code: 'no-edits' }));
  });
});
