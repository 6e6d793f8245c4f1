import type { Change, Edit, OwnSelector, Selector } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandError } from './command-error.js';
import { formatCommand } from './format.js';
import { readCommand } from './read.js';

const PIECES =
  `cat hat both black cap red orange apple cats dogs glasses the a an all left top first of on on_the in_the ${"cat's"} worn_by and to into turn middle side made_of polka dot very sky light blue → -> => ⇒ --> - > , ; \n ， ； 、 ！ ! # #2 ( ) (0.7) (both) （2） " ' “ ” « ' . ? 猫 👩‍🚀 é é \t \u200b \ud800`.split(
    ' ',
  );

/** Command-like text: the grammar's own words and signs in any order, with or without spaces between. */
const commandLike = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('', ' ')), { maxLength: 30 })
  .map((pieces) => pieces.map(([piece, gap]) => piece.replace('_', ' ') + gap).join(''));

/** Texts that look like edits, so that most of them parse. */
const phrase = fc
  .array(fc.constantFrom(...PIECES.slice(0, 42), "it's", 'next', '"a, b"', "'to'", '"→"'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((words) => words.join(' ').replace('_', ' '));
const editLike = fc
  .array(fc.tuple(phrase, phrase, fc.constantFrom('', '!', ' (0.3)', ' (object)', ' (attribute 2)')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((edits) => edits.map(([source, target, end]) => `${source}→${target}${end}`).join(', '));

const withoutSpans = (changes: readonly Change[]) => changes.map(({ span: _, ...rest }) => rest);

function tryParse(text: string): Change[] | CommandError {
  try {
    return readCommand(text, { region: true }).changes;
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
}

describe('any text', () => {
  it.each([
    ['unicode', fc.string({ unit: 'binary', maxLength: 80 })],
    ['command-like', commandLike],
    ['edit-like', editLike],
  ])('is read or refused with a place in it: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = tryParse(text);
        if (result instanceof CommandError) {
          expect(result.column).toBeGreaterThanOrEqual(1);
          expect(result.caret).toMatch(/^[^\n]*\n[\s]*\^+$/);
          expect(result.hint).not.toBe('');
          return;
        }
        let end = 0;
        for (const edit of result) {
          expect(edit.span[0]).toBeGreaterThanOrEqual(end);
          expect(edit.span[1]).toBeGreaterThan(edit.span[0]);
          end = edit.span[1];
          for (const name of ['source' in edit ? edit.source : 'x', 'target' in edit ? edit.target : 'x']) {
            expect(name.trim()).toBe(name);
            expect(name).not.toBe('');
          }
          if ('strength' in edit) expect(edit.strength >= 0 && edit.strength <= 2).toBe(true);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 4000 },
    );
  });
});

describe('the canonical form', () => {
  it.each([
    ['command-like', commandLike],
    ['edit-like', editLike],
  ])('parses back to the same edits, and is a fixed point: %s', (_, texts) => {
    let parsed = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const edits = tryParse(text);
        if (edits instanceof CommandError) return;
        parsed++;
        const canonical = formatCommand(edits);
        const again = readCommand(canonical, { maxLength: canonical.length, region: true }).changes;
        expect(withoutSpans(again)).toEqual(withoutSpans(edits));
        expect(formatCommand(again)).toBe(canonical);
      }),
      { numRuns: 2000 },
    );
    expect(parsed).toBeGreaterThan(5);
  });

  it('says every edit of plain words, whatever its kind, selector and strength', () => {
    const name = fc.constantFrom(
      'cat',
      'top hat',
      'red',
      'to',
      'left',
      'all',
      'the',
      'a, b',
      'x → y',
      'cats',
      'dog (old)',
      "'s",
      'cup!',
      'end.',
    );
    const row = fc.constantFrom('top' as const, 'middle' as const, 'bottom' as const);
    const own = fc.oneof(
      fc.constant<OwnSelector>({ type: 'best' }),
      fc.constant<OwnSelector>({ type: 'all' }),
      fc.integer({ min: 2, max: 12 }).map((count): OwnSelector => ({ type: 'all', count })),
      row.map((row): OwnSelector => ({ type: 'all', row })),
      fc
        .tuple(fc.constantFrom('left' as const, 'right' as const), row)
        .map(([side, row]): OwnSelector => ({ type: 'side', side, row })),
      fc
        .tuple(fc.integer({ min: 2, max: 99 }), fc.constantFrom('right' as const, 'top' as const))
        .map(([ordinal, from]): OwnSelector => ({ type: 'ordinal', ordinal, from })),
      fc
        .constantFrom('left', 'right', 'top', 'bottom', 'middle')
        .map((side): OwnSelector => ({ type: 'side', side: side as 'left' })),
      fc.constantFrom<OwnSelector>({ type: 'size', size: 'largest' }, { type: 'size', size: 'smallest' }),
      fc.constantFrom<OwnSelector>({ type: 'depth', depth: 'front' }, { type: 'depth', depth: 'back' }),
      fc.integer({ min: 1, max: 99 }).map((ordinal): OwnSelector => ({ type: 'ordinal', ordinal })),
    );
    const isSaid = ({ type }: OwnSelector) => type !== 'best';
    const which: fc.Arbitrary<Selector> = fc.oneof(
      own,
      name.map((owner): Selector => ({ type: 'part-of', owner })),
      fc
        .tuple(name, own.filter(isSaid))
        .map(([owner, ownerWhich]): Selector => ({ type: 'part-of', owner, ownerWhich })),
      fc
        .tuple(name, fc.constantFrom('next-to' as const, 'behind' as const, 'with' as const))
        .map(([other, relation]): Selector => ({ type: 'near', relation, other })),
    );
    const edit = fc.record({
      source: name,
      target: name,
      kind: fc.constantFrom('object' as const, 'attribute' as const, 'both' as const),
      which,
      strength: fc.oneof(
        fc.constantFrom(1, 1.5),
        fc.double({ min: 0, max: 2, noNaN: true }).map((x) => x + 0),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const command = formatCommand(edits.map((e) => ({ ...e, span: [0, 0] })));
        expect(withoutSpans(readCommand(command).changes)).toEqual(edits);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['all of the cats → the dogs', 'cats→dogs'],
    ['every glasses→goggles', 'all glasses→goggles'],
    ["the cat's hat -> red hat!", 'hat on the cat→red!'],
    ['2nd cat to "tiger, burning" (.50)', 'cat#2→"tiger, burning" (0.5)'],
    ['cup→a glass and hat→sequinned (attribute)', 'cup→glass (object), hat→sequinned (attribute)'],
    ['hat of top→an (0.3)', 'top "hat"→an (0.3)'],
    ['top an hat→polka dot dot (attribute 2)', 'top "hat"→polka dot dot (attribute 2)'],
    ["orange dot 'to' left→blue", 'orange "dot to" left→blue'],
    ['blue "a, b" left→black (0.3)', 'blue "a, b" left→black (0.3)'],
    ['light black polka "→" cats→light!', 'light black "polka →" cats→light!'],
    [
      "and blue 'to' of glasses→light orange middle (attribute 2)",
      'blue "to of" glasses→light orange middle (attribute 2)',
    ],
    ['very orange" turn side "sky é > orange ', 'very orange "turn side sky" é→orange'],
    ['cat\'s left red "→" middle→black!', 'left red "→" middle on the cat→black!'],
    ['blue "and" red→light', 'blue "and" red→light'],
    ['old "and" black→sky orange', 'old "and" black→sky orange'],
    ['cat→made of #ff0000 "cats" (attribute 2)', 'cat→made of red cats (2 #ff0000)'],
    ["'to' background→beach", '"to" background→beach'],
  ])('%s', (command, canonical) => {
    const { changes } = readCommand(command);
    expect(formatCommand(changes)).toBe(canonical);
    expect(withoutSpans(readCommand(canonical).changes)).toEqual(withoutSpans(changes));
  });

  it.each([{ source: '' }, { target: 'a "quoted" dog' }, { strength: 3 }, { source: 'two  spaces' }])(
    'refuses what no command says: %j',
    (wrong) => {
      const edit: Edit = {
        source: 'cat',
        target: 'dog',
        kind: 'object',
        which: { type: 'best' },
        strength: 1,
        span: [0, 0],
      };
      expect(() => formatCommand([{ ...edit, ...wrong }])).toThrow(
        expect.objectContaining({ code: 'edit-unsayable' }),
      );
    },
  );
});

describe('time is linear in the length', () => {
  const LENGTH = 50_000;
  it.each([
    'cat→dog, ',
    'cat→dog and ',
    'and ',
    'a ',
    'x',
    '-',
    "'",
    "'a ",
    '"',
    '" ',
    '(',
    '( )',
    '!',
    '#1',
    'on the ',
    'of ',
    "a's ",
    '→',
    'to ',
    'next to ',
    ' ',
    '\n',
    'red-',
    'cat→dog., ',
    'very ',
    'a=',
    '. ',
    'a→b!! (',
    's',
  ])('%j', (piece) => {
    const text = piece.repeat(LENGTH / piece.length);
    for (const whole of [text, `cat→${text}`, `${text}→red`, `${text}→${text}`]) {
      const start = process.cpuUsage();
      try {
        readCommand(whole, { maxLength: whole.length });
      } catch (error) {
        if (!CommandError.is(error)) throw error;
      }
      // Of processor time, which other programs do not lengthen; quadratic work on this length takes minutes.
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
    }
  });
});
