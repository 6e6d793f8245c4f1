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
  const meant = (meaning: string) => MEANINGS[meaning] ?? meaning.replace(/ \(.*$/, '');

  it.each(rows)('$text: $meaning', ({ text, meaning }) => {
    const options = meaning.startsWith('- ') && /know|mean/.test(meaning) ? { vocabulary: PACK_WORDS } : {};
    const said = understood(text, options);
    expect(said.split(':')[0]).toBe(meant(meaning));
  });

  it('says what is there where a word is unknown, and what was probably meant', () => {
    const options = { vocabulary: PACK_WORDS };
    const hint = (text: string, more = {}) => {
      try {
        readCommand(text, { ...options, ...more });
      } catch (error) {
        return (error as CommandError).hint;
      }
      return undefined;
    };
    expect(hint('dgo→cat')).toContain('Did you mean "dog"?');
    expect(hint('Katze→Hund')).toMatch(/Did you mean "cat"\?.*cat, dog, rabbit/);
    expect(hint('Katze→Zebra', { locale: 'de' })).toMatch(/Katze, Hund, Hase/);
  });

  it('keeps the exact color of one that is only named nearly', () => {
    expect(readCommand('hat→#ff0000').changes[0]).toMatchObject({ target: 'red', color: '#ff0000' });
  });

  it('names the place that a background is', () => {
    expect(readCommand('beach→snow').changes).toMatchObject([
      { kind: 'background', place: 'beach', target: 'snow' },
    ]);
  });

  it('tells what is kept', () => {
    const { kept } = readCommand('cat→dog but keep the hat');
    expect(kept).toEqual([{ phrase: 'hat', span: [12, 24] }]);
  });
});

/** The second column of the rows that explain rather than spell. */
const MEANINGS: Record<string, string> = {
  'blue hat→red (the target prompt says "red hat", not "red blue hat")': 'blue hat→red',
  'hat→red (the nearest named color; the exact one is kept for the check)': 'hat→red (#ff0000)',
  'background→snow, where the beach is the background': 'beach background→snow',
  'the cat that is second from the right→dog': 'cat#2 from the right→dog',
  'the hat of the right cat→red': 'hat on the right cat→red',
  'all cats→dogs': 'both cats→dogs',
  'all cats→white': 'both cats→white',
  '- adding needs a place: say where (a box or mask), or "cat→cat wearing a hat"': '- command-needs-place',
  '- moving is not possible; what is': '- command-impossible',
  "- where the model does not know the word: what it knows, in the user's language where the program speaks it":
    '- command-unknown-word',
  '- did you mean "dog"?': '- command-unknown-word',
};

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
