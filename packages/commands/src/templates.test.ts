import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatCommand } from './format.js';
import { readCommand } from './read.js';

/** A thing in words, and as the canonical form names it. */
type Said = readonly [text: string, canonical: string];

const nouns = fc.constantFrom(
  'cat',
  'hat',
  'ball',
  'cup',
  'coffee mug',
  'T-shirt',
  'blue hat',
  'old wooden table',
);
const thing: fc.Arbitrary<Said> = fc.oneof(
  nouns.map((noun): Said => [`the ${noun}`, noun]),
  nouns.map((noun): Said => [`my ${noun}`, noun]),
  fc
    .tuple(fc.constantFrom('left', 'right', 'top', 'bottom', 'largest', 'smallest'), nouns)
    .map(([which, noun]): Said => [`the ${which} ${noun}`, `${which} ${noun}`]),
  fc
    .tuple(fc.constantFrom('left', 'right'), nouns)
    .map(([side, noun]): Said => [`the ${noun} on the ${side}`, `${side} ${noun}`]),
  nouns.map((noun): Said => [`the second ${noun} from the right`, `${noun}#2 from the right`]),
  nouns.map((noun): Said => [`the third ${noun}`, `${noun}#3`]),
  fc
    .tuple(nouns, fc.constantFrom('dog', 'old man'))
    .map(([noun, owner]): Said => [`the ${owner}'s ${noun}`, `${noun} on the ${owner}`]),
  fc
    .tuple(nouns, fc.constantFrom('left', 'right'))
    .map(([noun, side]): Said => [`the ${noun} on the ${side} dog`, `${noun} on the ${side} dog`]),
  nouns.map((noun): Said => [`the ${noun} next to the dog`, `${noun} next to the dog`]),
);
const attribute = fc.constantFrom('red', 'dark green', 'striped', 'black and white', 'light blue', 'golden');
const other = fc.constantFrom('dog', 'rabbit', 'paper bag', 'white fox');

const recolor: fc.Arbitrary<Said> = fc
  .tuple(
    thing,
    attribute,
    fc.constantFrom(
      (what: string, as: string) => `make ${what} ${as}`,
      (what: string, as: string) => `turn ${what} ${as}`,
      (what: string, as: string) => `paint ${what} ${as}`,
      (what: string, as: string) => `change the color of ${what} to ${as}`,
      (what: string, as: string) => `${what} should be ${as}`,
      (what: string, as: string) => `${what} becomes ${as}`,
      (what: string, as: string) => `recolor ${what} to ${as}`,
      (what: string, as: string) => `I want ${what} to be ${as}`,
      (what: string, as: string) => `${what}: ${as}`,
      (what: string, as: string) => `${what} -> ${as}`,
    ),
  )
  .map(([[text, name], as, say]): Said => [say(text, as), `${name}→${as}`])
  // "the color of the old man's hat" has two owners
  .filter(([text]) => !/color of .*(?:'s| on | next )/.test(text));
const replace: fc.Arbitrary<Said> = fc
  .tuple(
    thing,
    other,
    fc.constantFrom(
      (what: string, as: string) => `turn ${what} into a ${as}`,
      (what: string, as: string) => `change ${what} to a ${as}`,
      (what: string, as: string) => `replace ${what} with a ${as}`,
      (what: string, as: string) => `swap ${what} for a ${as}`,
      (what: string, as: string) => `${what} becomes a ${as}`,
      (what: string, as: string) => `a ${as} instead of ${what}`,
      (what: string, as: string) => `make a ${as} out of ${what}`,
      (what: string, as: string) => `${what} → a ${as}`,
    ),
  )
  .map(([[text, name], as, say]): Said => [say(text, as), `${name}→${as}`]);
const removal: fc.Arbitrary<Said> = fc
  .tuple(thing, fc.constantFrom('remove', 'delete', 'erase', 'get rid of'))
  .map(([[text, name], verb]): Said => [`${verb} ${text}`, `${name}→nothing`]);
const background: fc.Arbitrary<Said> = fc
  .tuple(
    fc.constantFrom('change the background to', 'replace the background with', 'the background should be'),
    fc.constantFrom('snow', 'sunny beach'),
  )
  .map(([verb, place]): Said => [`${verb} a ${place}`, `background→${place}`]);

const request = fc.oneof(recolor, replace, removal, background);
const polite = fc.constantFrom('', 'please ', 'can you ', 'Could you please ', 'now ', 'hi, ');
const ending = fc.constantFrom('', '.', ' please', ', thanks', '?');

it('sentences made from the templates of the grammar come back as their canonical form', () => {
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('. ', '; ', '\n', ' then ', ', then '),
      polite,
      ending,
      (requests, separator, before, after) => {
        const isSpoken = /^(?:make|turn|paint|change|recolor|replace|swap|remove|delete|erase|get)/.test(
          requests[0]![0],
        );
        const text = `${isSpoken ? before : ''}${requests.map(([one]) => one).join(separator)}${after}`;
        const canonical = requests.map(([, one]) => one).join(', ');
        expect(formatCommand(readCommand(text).changes), text).toBe(canonical);
      },
    ),
    { numRuns: 3000 },
  );
});
