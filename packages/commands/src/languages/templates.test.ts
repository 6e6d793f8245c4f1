import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../command-error.js';
import { formatCommand } from '../format.js';
import { CLOSED_CLASS } from '../lexicon/closed-class.js';
import { readCommand } from '../read.js';
import { canonical, GRAMMARS, meant, said } from '../testing/grammars.js';
import { PACK_WORDS } from '../testing/pack-words.js';
import { LANGUAGES } from './languages.js';

/** Idioms are one word here. */
const wordsOf = (sentence: string) => sentence.split(/ (?!rid |of )/);

describe.each(Object.entries(GRAMMARS))('sentences in %s', (locale, grammar) => {
  const read = (text: string) => readCommand(text, { vocabulary: PACK_WORDS, locale }).changes;

  it('come back as the canonical form that they were made from', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(meant, { minLength: 1, maxLength: 3, selector: ({ noun }) => noun }),
        fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(...grammar.joins),
        fc.constantFrom(...grammar.polite),
        (edits, templates, join, before) => {
          const sentences = edits.map((edit, i) => said(grammar, edit, templates[i]!));
          const isSpoken = !/→|->|:/.test(sentences[0]!) && edits[0]!.color === undefined && !edits[0]!.other;
          const text = `${isSpoken ? before : ''}${sentences.join(join)}`;
          expect(formatCommand(read(text)), text).toBe(edits.map(canonical).join(', '));
        },
      ),
      { numRuns: 250 },
    );
  });

  it.each(grammar.background)('of another background are read: %s', (text) => {
    expect(formatCommand(read(text))).toBe('background→snow');
  });

  it('with a word that means nothing are refused, and it is underlined', () => {
    const junk = fc
      .string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 4, maxLength: 9 })
      .filter((word) => !(word in (LANGUAGES[locale]?.words ?? {})));
    fc.assert(
      fc.property(meant, fc.nat(30), junk, fc.nat(), (edit, template, word, place) => {
        const words = wordsOf(said(grammar, edit, template));
        words.splice(place % (words.length + 1), 0, word);
        const text = words.join(' ');
        const refused = tryRead(read, text);
        expect(refused, text).toBeInstanceOf(CommandError);
        const { span } = refused as CommandError;
        const at = text.indexOf(word);
        expect(
          span[0] <= at && at + word.length <= span[1],
          `${text}\n${(refused as CommandError).caret}`,
        ).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('with a joining word too many never have it in a phrase', () => {
    fc.assert(
      fc.property(
        meant,
        fc.nat(30),
        fc.constantFrom(...CLOSED_CLASS),
        fc.nat(),
        (edit, template, word, place) => {
          const words = wordsOf(said(grammar, edit, template));
          words.splice(place % (words.length + 1), 0, word);
          const result = tryRead(read, words.join(' '));
          if (result instanceof CommandError) return;
          for (const change of result) {
            const phrases = [
              'source' in change ? change.source : '',
              'target' in change ? change.target : '',
            ].flatMap((phrase) => phrase.split(' '));
            expect(phrases, words.join(' ')).not.toContain(word);
          }
        },
      ),
      { numRuns: 250 },
    );
  });
});

function tryRead<Result>(read: (text: string) => Result, text: string): Result | CommandError {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
}
