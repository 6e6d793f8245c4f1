import type { EditKind } from '@dualedit/foundation';
import { readColor } from './colors.js';
import { CommandError } from './command-error.js';
import type { Token } from './token.js';

export interface Modifiers {
  strength: number;
  /** The kind, if the command says it. */
  kind: EditKind | undefined;
  /** The exact color, if the command says it: `#rrggbb`. */
  color: string | undefined;
}

export const MAX_STRENGTH = 2;
export const BANG_STRENGTH = 1.5;
const KINDS: readonly EditKind[] = ['object', 'attribute', 'both'];
const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/;
const NUMBER = /^(?:\d{1,20}(?:[.,]\d{0,24})?|[.,]\d{1,24})(?:e-?\d{1,3})?$/i;

/**
 * Reads what follows a target: `!` (1.5), `!!` (2), `(0.7)`, `(attribute)`, `(both 0.7)`, `(#ff0000)`.
 * @throws CommandError `command-strength`, `command-kind`, `command-bracket`
 */
export function readModifiers(text: string, tokens: readonly Token[]): Modifiers {
  const bangs = tokens.filter((token) => token.type === 'bang');
  const said = tokens
    .filter((token) => token.type === 'bracket')
    .flatMap((token) => words(text, token).map((word) => ({ word, token })));
  const colors = said.flatMap(({ word }) => (COLOR.test(word) ? (readColor(word) ?? []) : []));
  const kinds = said.filter(({ word }) => KINDS.includes(word as EditKind));
  const strengths = said.filter(({ word }) => NUMBER.test(word));
  const other = said.find(
    ({ word }) => !KINDS.includes(word as EditKind) && !NUMBER.test(word) && !COLOR.test(word),
  );
  if (other) throw unknown(text, other.token, other.word);
  if (kinds.length > 1)
    throw fail(text, 'command-kind', kinds[1]!.token, 'The kind is said twice.', 'Keep one of them.');
  if (strengths.length + Math.min(1, bangs.length) > 1 || bangs.length > 2) {
    const token = bangs[2] ?? strengths.at(-1)!.token;
    throw fail(
      text,
      'command-strength',
      token,
      'The strength is said more than once.',
      'Write "!" for 1.5, "!!" for 2, or one number such as "(0.7)".',
    );
  }
  const strength = strengths[0] && readStrength(text, strengths[0].token, strengths[0].word);
  return {
    strength: strength ?? [1, BANG_STRENGTH, MAX_STRENGTH][bangs.length]!,
    kind: kinds[0]?.word as EditKind | undefined,
    color: colors[0]?.hex,
  };
}

function words(text: string, token: Token): string[] {
  // Full-width digits are digits.
  const inside = token.text.normalize('NFKC').toLowerCase();
  if (inside === '')
    throw fail(
      text,
      'command-bracket',
      token,
      'There is nothing between the brackets.',
      'Write a strength such as "(0.7)", or delete them.',
    );
  return NUMBER.test(inside) ? [inside] : inside.split(/[\s,;，；、]+/).filter(Boolean);
}

function readStrength(text: string, token: Token, word: string): number {
  const value = Number(word.replace(',', '.'));
  if (value <= MAX_STRENGTH) return value;
  throw fail(
    text,
    'command-strength',
    token,
    `Expected a strength from 0 to ${MAX_STRENGTH} but received ${word}.`,
    `Write "(${MAX_STRENGTH})" for the strongest; 1 is the default.`,
  );
}

function unknown(text: string, token: Token, word: string): CommandError {
  return fail(
    text,
    'command-bracket',
    token,
    `Expected a strength (0…${MAX_STRENGTH}) or a kind (${KINDS.join(', ')}) in the brackets but received "${word.slice(0, 40)}".`,
    'Write "(0.7)" or "(attribute)", or put quotation marks around a phrase that holds brackets.',
  );
}

/** @throws CommandError `command-order` for a modifier that does not stand at the end of its edit */
export function misplaced(text: string, token: Token): CommandError {
  return fail(
    text,
    'command-order',
    token,
    `"${text.slice(token.start, Math.min(token.end, token.start + 20))}" stands in the middle of an edit.`,
    token.type === 'hash'
      ? 'A number goes after the name on the left of the arrow, such as "cat#2→dog"; a color is said by its name, or as #rrggbb.'
      : 'Strength and kind go to the end of the edit, such as "cat→dog (0.7)"; quote a phrase that holds such a sign.',
  );
}

function fail(text: string, code: string, token: Token, message: string, hint: string): CommandError {
  return new CommandError({ code, message, hint, text, span: [token.start, token.end] });
}
