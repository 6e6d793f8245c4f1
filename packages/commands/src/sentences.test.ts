import { type Change, targetPhrase } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { CommandError } from './command-error.js';
import { formatCommand } from './format.js';
import { parseCommand } from './parse.js';
import { type ReadOptions, readCommand } from './read.js';
import { PACK_WORDS } from './testing/pack-words.js';
import { sentences } from './testing/sentences.js';

function optionsOf(mode: string): ReadOptions {
  if (mode === '') return {};
  if (mode === 'region') return { region: true };
  return { vocabulary: PACK_WORDS, ...(mode === 'pack' ? {} : { locale: mode }) };
}

/** The canonical form, or `- code: what is underlined`. */
function understood(text: string, options: ReadOptions): string {
  try {
    return formatCommand(readCommand(text, options).changes);
  } catch (error) {
    if (!CommandError.is(error)) throw error;
    return `- ${error.code}: ${text.slice(...error.span)}`;
  }
}

const written = sentences('sentences.tsv');
const secondLook = sentences('second-look.tsv');

describe('sentences that were written down before the grammar', () => {
  it('are many, and a good part of them outside of what is supported', () => {
    const all = [...written, ...secondLook];
    const refused = all.filter(({ meaning }) => meaning.startsWith('- ')).length;
    expect(written.length).toBeGreaterThanOrEqual(500);
    expect(refused / all.length).toBeGreaterThan(1 / 3);
  });

  it.each(written)('$text ($mode): $meaning', ({ text, meaning, mode }) => {
    const said = understood(text, optionsOf(mode));
    // Some refusals do not say what is underlined.
    const isOpen = meaning.startsWith('- ') && !meaning.includes(':');
    expect(isOpen ? said.split(':')[0] : said).toBe(meaning);
  });

  it.each(written.filter(({ meaning }) => !meaning.startsWith('- ')))(
    'the canonical form of $text reads as itself',
    ({ meaning }) => {
      expect(understood(meaning, { region: true })).toBe(meaning);
    },
  );
});

describe('sentences of a second look, which the first grammar partly misread', () => {
  it.each(secondLook)('$text: $meaning', ({ text, meaning }) => {
    const said = understood(text, {});
    expect(meaning.startsWith('- ') ? said.split(':')[0] : said).toBe(meaning);
  });
});

describe('what real users wrote', () => {
  const rows = sentences('phrases.tsv');
  const read = rows.filter(({ meaning }) => !meaning.startsWith('- '));

  it('is all either read or refused', () => {
    expect(rows).toHaveLength(46);
    expect(rows.filter((row) => !read.includes(row)).map(({ text }) => text)).toEqual(Object.keys(REFUSED));
  });

  it.each(read)('$text means $meaning', ({ text, meaning }) => {
    const command = meaning.replace(/ \(.*$|, where .*$/, '');
    const asked = readCommand(text).changes;
    const more = MORE[text] ?? {};
    // The second column is a command itself: both are the same changes, but for what the first one says beyond it.
    expect(asked.map(withoutSpan)).toEqual(readCommand(command).changes.map(addTo(more)));
    if (!(text in SPELLED)) expect(formatCommand(asked)).toBe(command);
    else expect(formatCommand(asked)).toBe(SPELLED[text]);
  });

  it.each(Object.entries(REFUSED))('%s is refused with what helps', (text, { code, options, says }) => {
    const error = errorOf(text, options);
    expect(error.code).toBe(code);
    for (const part of says) expect(`${error.message} ${error.hint}`).toContain(part);
  });

  it('replaces an old color in what the target prompt says', () => {
    for (const text of ['blue hat→red', 'a blue hat → red', 'blue hat→red hat'])
      expect(targetPhrase(readCommand(text).changes[0]!)).toBe('red hat');
  });

  it('tells what is kept', () => {
    const { kept } = readCommand('cat→dog but keep the hat');
    expect(kept).toEqual([{ phrase: 'hat', span: [12, 24] }]);
  });
});

/**
 * What a row says beyond its second column. A count is a condition: where there are two cats, `both cats` are all of
 * them, and where there are three, it is refused instead of changing one that nobody named.
 */
const MORE: Record<string, { color?: string; place?: string; count?: number }> = {
  'hat→#ff0000': { color: '#ff0000' },
  'beach→snow': { place: 'beach' },
  'two cats→two dogs': { count: 2 },
  'both cats→white': { count: 2 },
};

/** Rows of which the canonical form is not their second column, but reads as the same. */
const SPELLED: Record<string, string> = {
  'hat→#ff0000': 'hat→red (#ff0000)',
  'beach→snow': 'beach background→snow',
  'second cat from the right→dog': 'cat#2 from the right→dog',
  'hat on the right cat→red': 'hat on the right cat→red',
  "right cat's hat→red": 'hat on the right cat→red',
  'two cats→two dogs': 'both cats→dogs',
  'both cats→white': 'both cats→white',
};

/** Refusals, and what they must say. */
const REFUSED: Record<string, { code: string; options: ReadOptions; says: string[] }> = {
  'add a hat to the cat': {
    code: 'command-needs-place',
    options: {},
    says: ['needs a place', 'a box or a mask', '"cat→cat wearing a hat"'],
  },
  'move the ball to the left': {
    code: 'command-impossible',
    options: {},
    says: ['Moving is not possible', 'What works: another thing ("cat→dog")'],
  },
  'Katze→Hund': {
    code: 'command-unknown-word',
    options: { vocabulary: PACK_WORDS },
    says: ['Did you mean "cat"?', 'cat, dog, rabbit'],
  },
  'dgo→cat': {
    code: 'command-unknown-word',
    options: { vocabulary: PACK_WORDS },
    says: ['Did you mean "dog"?'],
  },
};

it('unknown words are answered in the language that is spoken', () => {
  const german = { vocabulary: PACK_WORDS, locale: 'de' };
  expect(formatCommand(readCommand('Katze→Hund', german).changes)).toBe('cat→dog');
  expect(errorOf('Katze→Zebra', german).hint).toMatch(/Katze, Hund, Hase/);
});

function errorOf(text: string, options: ReadOptions): CommandError {
  try {
    readCommand(text, options);
  } catch (error) {
    if (CommandError.is(error)) return error;
    throw error;
  }
  throw new Error(`"${text}" was read`);
}

const withoutSpan = (change: Change) => ({ ...change, span: undefined });

const addTo =
  ({ count, ...more }: (typeof MORE)[string]) =>
  (change: Change) => ({
    ...withoutSpan(change),
    ...more,
    ...(count !== undefined && 'which' in change && { which: { ...change.which, count } }),
  });

describe('what is no edit of a thing', () => {
  it.each([
    ['remove the hat', 'hat→nothing'],
    ['cat→dog, hat→nothing', 'cat→dog, hat→nothing'],
    ['background→snow', 'background→snow'],
    ['beach→snow', 'beach background→snow'],
    ['cat→dog, remove the hat, background→snow', 'cat→dog, hat→nothing, background→snow'],
  ])('is a change all the same: %s', (text, canonical) => {
    expect(formatCommand(parseCommand(text))).toBe(canonical);
  });

  it('needs a region if it is new', () => {
    expect(() => parseCommand('add a hat to the cat')).toThrow(
      expect.objectContaining({ code: 'command-needs-place', hint: expect.stringContaining('--region') }),
    );
    expect(formatCommand(parseCommand('add a hat to the cat', { region: true }))).toBe('+ hat');
  });
});
