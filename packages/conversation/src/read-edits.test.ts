import { defaultPackFolder, openPack } from '@dualedit/core';
import { expect, it } from 'vitest';
import { readEdits } from './read-edits.js';
import { sayUnderstood } from './status.js';
import { textsFor } from './texts.js';

const pack = await openPack(defaultPackFolder());
const read = (locale: string, text: string) => sayUnderstood(textsFor('en'), readEdits(pack, locale, text));

it.each([
  ['en-US', 'kitten→puppy, cap→crimson', 'cat→dog, hat→red (#dc143c)'],
  ['en-US', '🐱→🐶', 'cat→dog'],
  ['de', 'Katze→Hund, Hut→rot', 'cat→dog, hat→red'],
  ['fr', 'chat→chien', 'cat→dog'],
  ['es-MX', 'gato→perro', 'cat→dog'],
  ['ru', 'кошка→собака', 'cat→dog'],
  ['en-US', 'two cats→two dogs', 'both cats→dogs'],
  ['de', 'beide Katzen→Hunde', 'both cats→dogs'],
  ['de', 'die zwei Katzen→Hunde', 'both cats→dogs'],
  ['de', 'alle drei Katzen→rot', '3 cats→red'],
  ['fr', 'les deux chats→chiens', 'both cats→dogs'],
  ['fr', 'tous les chats→chiens', 'cats→dogs'],
  ['es-MX', 'ambos gatos→perros', 'both cats→dogs'],
  ['es-MX', 'los dos gatos→perros', 'both cats→dogs'],
  ['es-MX', 'todos los gatos→perros', 'cats→dogs'],
  ['ru', 'обе кошки→собаки', 'both cats→dogs'],
  ['ru', 'оба кота→собаки', 'both cats→dogs'],
  ['ru', 'все кошки→собаки', 'cats→dogs'],
  ['ja', 'cat→dog', 'cat→dog'],
])('in %s, %s is read as %s', (locale, text, canonical) => {
  expect(read(locale, text)).toBe(`understood as: ${canonical}`);
});

it('a word that the pack does not know is refused with where it is; a pack without a list knows all', () => {
  expect(() => read('de', 'Katze→Zebra')).toThrow(
    expect.objectContaining({ code: 'command-unknown-word', column: 7, received: 'Zebra' }),
  );
  expect(readEdits({}, 'en', 'cat→zebra')).toHaveLength(1);
});
