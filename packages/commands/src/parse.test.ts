import type { Edit, Selector } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse.js';

/** What one edit says, spelled short: `source · target · kind · which · strength`. */
function say({ source, target, kind, which, strength }: Edit): string {
  return [source, target, kind, sayWhich(which), strength].join(' · ');
}

function sayWhich(which: Selector): string {
  return Object.values(which)
    .map((value) => (typeof value === 'object' ? `(${sayWhich(value)})` : value))
    .join(':');
}

function read(command: string): string[] {
  return (parseCommand(command) as Edit[]).map(say);
}

const CAT_TO_DOG = 'cat · dog · object · best · 1';
const HAT_TO_RED = 'hat · red · attribute · best · 1';

describe('arrows', () => {
  it.each(['→', '->', '=>', '⇒', '⟶', '➜', '➡️', '-->', '—>', '－＞', ' → ', ' to ', ' into ', ' INTO '])(
    '%s',
    (arrow) => {
      expect(read(`cat${arrow}dog`)).toEqual([CAT_TO_DOG]);
    },
  );

  it('leaves "to" alone where a sign is the arrow, or where it belongs to the word before it', () => {
    expect(read('"road to rome"→river')).toEqual(['road to rome · river · object · best · 1']);
    expect(read('cat next to the door to dog')).toEqual(['cat · dog · object · near:next-to:door · 1']);
    expect(read('the cat to the left of the cup to a dog')).toEqual([
      'cat · dog · object · near:left-of:cup · 1',
    ]);
  });

  it('drops the verb of a sentence', () => {
    expect(read('turn the cat into a dog and change the hat to red.')).toEqual([CAT_TO_DOG, HAT_TO_RED]);
    expect(read('the cat turns into a dog, hat changes to red')).toEqual([CAT_TO_DOG, HAT_TO_RED]);
  });
});

describe('separators', () => {
  it.each([', ', ';', '\n', '\r\n', ' and ', ' & ', ', and ', '，', '；', '、', '。', ',;\n'])(
    '%j',
    (separator) => {
      expect(read(`cat→dog${separator}hat→red`)).toEqual([CAT_TO_DOG, HAT_TO_RED]);
    },
  );

  it.each([
    ['black and white cat→dog', ['black and white cat · dog · object · best · 1']],
    ['hat→black and white', ['hat · black and white · attribute · best · 1']],
    ['cat→dog and black and white hat→red', [CAT_TO_DOG, 'black and white hat · red · attribute · best · 1']],
    ['hat→black and white and cat→dog', ['hat · black and white · attribute · best · 1', CAT_TO_DOG]],
    ['hat→red and white cat→dog', [HAT_TO_RED, 'white cat · dog · object · best · 1']],
  ])('joins or parts at "and": %s', (command, edits) => {
    expect(read(command)).toEqual(edits);
  });
});

describe('phrases', () => {
  it.each([
    ['the cat→a dog', CAT_TO_DOG],
    ['  my \t old   cat → some  dogs ', 'old cat · dogs · object · best · 1'],
    ['"the cat, and #1"→“a → dog”', 'the cat, and #1 · a → dog · object · best · 1'],
    ["'dog's hat'→«red»", "dog's hat · red · attribute · best · 1"],
    ['「黒い猫」⇒犬', '黒い猫 · 犬 · object · best · 1'],
    ['"a"→the', 'a · the · object · best · 1'],
  ])('%s', (command, edit) => {
    expect(read(command)).toEqual([edit]);
  });

  it('keeps where each edit stands in the command', () => {
    const command = ' the cat→a dog! ;\n"hat" -> red (0.5)';
    expect(parseCommand(command).map(({ span }) => command.slice(...span))).toEqual([
      'the cat→a dog!',
      '"hat" -> red (0.5)',
    ]);
  });
});

describe('which one', () => {
  it.each([
    ['left cat', 'cat', 'side:left'],
    ['the right-hand cat', 'cat', 'side:right'],
    ['cat on the left side', 'cat', 'side:left'],
    ['cat in the middle', 'cat', 'side:middle'],
    ['upper shelf', 'shelf', 'side:top'],
    ['the biggest cat', 'cat', 'size:largest'],
    ['cat in the background', 'cat', 'depth:back'],
    ['cat in front', 'cat', 'depth:front'],
    ['cat#2', 'cat', 'ordinal:2'],
    ['cat＃２', 'cat', 'ordinal:2'],
    ['cat ＃12', 'cat', 'ordinal:12'],
    ['#2 cat', 'cat', 'ordinal:2'],
    ['the second black cat', 'black cat', 'ordinal:2'],
    ['3rd cat', 'cat', 'ordinal:3'],
    ['all of the cats', 'cat', 'all'],
    ['every cat', 'cat', 'all'],
    ['both cats', 'cat', 'all:2'],
    ['three of the cats', 'cat', 'all:3'],
    ['hat on the cat', 'hat', 'part-of:cat'],
    ['hat on cat on the mat', 'hat', 'part-of:cat:(part-of:mat)'],
    ["the cat's hat's feather", 'feather', 'part-of:hat:(part-of:cat)'],
    ['hat on the right cat', 'hat', 'part-of:cat:(side:right)'],
    ['left cat on the mat', 'cat', 'part-of:mat:(side:left)'],
    ['hat of the old man', 'hat', 'part-of:old man'],
    ['hat worn by a cat', 'hat', 'part-of:cat'],
    ["the cat's straw hat", 'straw hat', 'part-of:cat'],
    ['cat’s hat', 'hat', 'part-of:cat'],
    ['glass of water', 'glass of water', 'best'],
    ['top hat', 'top hat', 'best'],
    ['top', 'top', 'best'],
    ['"left cat"', 'left cat', 'best'],
  ])('%s', (source, name, which) => {
    expect(read(`${source}→thing`)).toEqual([`${name} · thing · object · ${which} · 1`]);
  });
});

describe('plurals', () => {
  it.each([
    ['cats→dogs', 'cat · dog · object · all · 1'],
    ['all apples→oranges', 'apple · orange · object · all · 1'],
    ['hats→red', 'hat · red · attribute · all · 1'],
    ['mice→red foxes', 'mouse · red fox · both · all · 1'],
    ['flowers→cake', 'flowers · cake · object · best · 1'],
    ['glasses→goggles', 'glasses · goggles · object · best · 1'],
    ['lens→jeans', 'lens · jeans · object · best · 1'],
    ['left cats→dogs', 'cats · dogs · object · side:left · 1'],
    ['"cats"→dogs', 'cats · dogs · object · best · 1'],
  ])('%s', (command, edit) => {
    expect(read(command)).toEqual([edit]);
  });
});

describe('kinds', () => {
  it.each([
    ['cat→dog', 'dog · object'],
    ['hat→red', 'red · attribute'],
    ['hat→Light Blue', 'Light Blue · attribute'],
    ['hat→sky blue', 'sky blue · attribute'],
    ['hat→very dark reddish brown', 'very dark reddish brown · attribute'],
    ['hat→red-and-white striped', 'red-and-white striped · attribute'],
    ['hat→rose-coloured', 'rose-coloured · attribute'],
    ['hat→polka dot', 'polka dot · attribute'],
    ['hat→red hat', 'red · attribute'],
    ['hat→a fluffy pink hat', 'fluffy pink · attribute'],
    ['table→wooden', 'wooden · attribute'],
    ['table→made of dark oak', 'dark oak · attribute'],
    ['hat→red cap', 'red cap · both'],
    ['straw hat→red hat', 'red hat · both'],
    ['apple→orange', 'orange · object'],
    ['hat→orange', 'orange · attribute'],
    ['tulip→red rose', 'red rose · both'],
    ['cup→glass', 'glass · attribute'],
    ['cup→a glass', 'glass · object'],
    ['sandwich→hot dog', 'hot dog · object'],
    ['hat→sequinned (attribute)', 'sequinned · attribute'],
    ['cup→glass (object)', 'glass · object'],
    ['hat→red hat (both)', 'red hat · both'],
  ])('%s', (command, target) => {
    expect(read(command)[0]).toContain(` · ${target} · `);
  });
});

describe('strength', () => {
  it.each([
    ['hat→red', 1],
    ['hat→red!', 1.5],
    ['hat→red !!', 2],
    ['hat→red！', 1.5],
    ['cat→dog (0.7)', 0.7],
    ['cat→dog（0）', 0],
    ['cat→dog(.25)', 0.25],
    ['cat→dog (0,5)', 0.5],
    ['cat→dog（０．７）', 0.7],
    ['cat→dog (object, 2)', 2],
    ['cat→dog! (both)', 1.5],
  ])('%s', (command, strength) => {
    expect(parseCommand(command)[0]).toMatchObject({ strength });
  });
});
