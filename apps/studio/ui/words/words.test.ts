import { wordForms } from '@dualedit/commands';
import { describe, expect, it } from 'vitest';
import { complete, take } from './complete.js';
import { sideOf, withStrength, withThing } from './side.js';
import { Speech } from './speech.js';

const words = {
  nouns: ['cat', 'cup', 'dog', 'hat'],
  colors: ['red', 'green', 'golden yellow'],
  materials: ['golden'],
  backgrounds: ['grass', 'snow'],
};

const english = new Speech();
const offered = (command: string, caret = command.length, speech = english) =>
  complete(command, caret, words, speech).map(({ text }) => text);

describe('completion', () => {
  it('offers things before an arrow and what they may become behind it', () => {
    expect(offered('c')).toEqual(['cat', 'cup']);
    expect(offered('cat→')).toEqual([
      'cup',
      'dog',
      'hat',
      'red',
      'green',
      'golden yellow',
      'golden',
      'nothing',
    ]);
    expect(offered('hat -> g')).toEqual(['green', 'golden yellow', 'golden']);
    expect(offered('cat→dog, h')).toEqual(['hat']);
    expect(offered('background→')).toEqual(['grass', 'snow']);
  });

  it('offers nothing for an empty command, a complete word, the middle of a word, and a model without a list', () => {
    expect(offered('')).toEqual([]);
    expect(offered('cat')).toEqual([]);
    expect(offered('cat', 2)).toEqual([]);
    expect(complete('c', 1, undefined, english)).toEqual([]);
  });

  it('is written at the caret, and leaves what follows', () => {
    const [first] = complete('hat→r, cat→dog', 5, words, english);
    expect(take('hat→r, cat→dog', first!)).toEqual({ command: 'hat→red, cat→dog', caret: 7 });
  });
});

describe('completion in the languages of the bots', () => {
  const all = [...Object.values(words).flat(), 'background', 'nothing', 'to', 'into', 'and'];
  const speechOf = (locale: string) =>
    new Speech(Object.fromEntries(all.map((word) => [word, wordForms(word, locale)])));

  it.each([
    ['de', 'k', ['Katze']],
    ['de', 'Katze→h', ['Hund', 'Hut']],
    ['de', 'Katze→Hund und M', ['Mütze']],
    ['de', 'Katze→Hund, ca', ['cat']],
    ['de', 'Hintergrund→', ['Gras', 'Schnee']],
    ['de', 'verwandle die Katze in einen Hu', ['Hund', 'Hut']],
    ['ru', 'кошка→соб', ['собака']],
    ['ru', 'кошка→собака и шл', ['шляпа']],
    ['fr', 'chapeau→rou', ['rouge']],
    ['es', 'sombrero→ro', ['rojo']],
  ])('%s: %s goes on with %j', (locale, typed, expected) => {
    expect(offered(typed, typed.length, speechOf(locale))).toEqual(expected);
  });

  it('offers nothing for any form of a complete word, and a thing not for itself', () => {
    const german = speechOf('de');
    expect(offered('kater', 5, german)).toEqual([]);
    expect(offered('Kater→', 6, german)).not.toContain('Katze');
  });
});

describe('an edit of a command', () => {
  it('has a side that its mask belongs to', () => {
    expect(sideOf({ canonical: 'left cat→dog (0.7)', kind: 'object' })).toBe('left cat');
    expect(sideOf({ canonical: '+ red hat', kind: 'insertion' })).toBe('+');
  });

  it('takes another strength, and keeps what else is said in its brackets', () => {
    expect(withStrength('cat→dog', 0.7)).toBe('cat→dog (0.7)');
    expect(withStrength('cat→dog (0.7)', 1)).toBe('cat→dog');
    expect(withStrength('hat→red!', 1.2)).toBe('hat→red (1.2)');
    expect(withStrength('cup→glass (object 0.5)', 2)).toBe('cup→glass (object 2)');
    expect(withStrength('hat→red (#ff0000)', 0.5)).toBe('hat→red (0.5 #ff0000)');
  });

  it('is added as a thing that is still to become something', () => {
    expect(withThing('', 'cat')).toBe('cat→');
    expect(withThing('hat→red, ', 'cat')).toBe('hat→red, cat→');
  });
});
