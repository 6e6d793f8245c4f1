import { isAttributeWord } from './attribute.js';
import { CommandError } from './command-error.js';
import {
  CONJUNCTIONS,
  LEADING_VERBS,
  TO_BELONGS,
  TRAILING_VERBS,
  WORD_ARROWS,
} from './lexicon/function-words.js';
import { isWord } from './phrase.js';
import type { Token } from './tokens.js';

/** One edit's tokens, on both sides of its arrow. */
export interface Clause {
  source: Token[];
  arrow: Token;
  target: Token[];
}

/** A run of tokens between separators or conjunctions: indices into its segment, and of its arrow, if any. */
interface Piece {
  from: number;
  to: number;
  arrow: number | undefined;
}

/**
 * Finds the edits of a command: they are parted by separators, and by `and` where an arrow stands on either
 * side of it.
 * @throws CommandError `command-no-arrow`, `command-two-arrows`
 */
export function findClauses(text: string, tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let segment: Token[] = [];
  for (const token of [...tokens, undefined]) {
    if (token && token.type !== 'separator') {
      segment.push(token);
      continue;
    }
    for (const part of splitAtConjunctions(text, segment)) clauses.push(toClause(text, part));
    segment = [];
  }
  return clauses;
}

function splitAtConjunctions(text: string, segment: readonly Token[]): Token[][] {
  const pieces = findPieces(segment);
  if (pieces.length === 0) return [];
  const arrowed = pieces.flatMap(({ arrow }, i) => (arrow === undefined ? [] : [i]));
  if (arrowed.length === 0) throw noArrow(text, segment);
  // Exactly one of the conjunctions between two arrows parts the edits; the others belong to their phrases.
  const cuts = arrowed.slice(1).map((next, i) => cutBetween(segment, pieces, arrowed[i]!, next));
  const starts = [0, ...cuts];
  return starts.map((start, i) => {
    const end = (starts[i + 1] ?? pieces.length) - 1;
    return segment.slice(pieces[start]!.from, pieces[end]!.to);
  });
}

function findPieces(segment: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let i = 0; i <= segment.length; i++) {
    if (i < segment.length && !isWord(segment[i], CONJUNCTIONS)) continue;
    if (i > from) pieces.push({ from, to: i, arrow: findArrow(segment, from, i) });
    from = i + 1;
  }
  return pieces;
}

/** The first arrow sign, or where there is none the first word that can be one. */
function findArrow(segment: readonly Token[], from: number, to: number): number | undefined {
  let word: number | undefined;
  for (let i = from; i < to; i++) {
    if (segment[i]!.type === 'arrow') return i;
    if (word === undefined && isWordArrow(segment, i)) word = i;
  }
  return word;
}

function isWordArrow(tokens: readonly Token[], i: number): boolean {
  return isWord(tokens[i], WORD_ARROWS) && !isWord(tokens[i - 1], TO_BELONGS);
}

/**
 * The piece before which the edits of pieces `left` and `right` part: the first conjunction that does not
 * join two attributes (`cat→dog and black and white hat→red`), else the last.
 */
function cutBetween(
  segment: readonly Token[],
  pieces: readonly Piece[],
  left: number,
  right: number,
): number {
  for (let cut = left + 1; cut < right; cut++) {
    const before = segment[pieces[cut - 1]!.to - 1]!;
    const after = segment[pieces[cut]!.from]!;
    if (!isAttributeWord(before.text) || !isAttributeWord(after.text)) return cut;
  }
  return right;
}

function toClause(text: string, tokens: Token[]): Clause {
  const at = findArrow(tokens, 0, tokens.length)!;
  const arrow = tokens[at]!;
  const [source, target] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const second = target.find((token, i) =>
    arrow.type === 'arrow' ? token.type === 'arrow' : isWordArrow(target, i),
  );
  if (second) throw twoArrows(text, second);
  return { source: arrow.type === 'word' ? withoutVerb(source) : source, arrow, target };
}

/** `turn the cat` into, `the cat turns` into. */
function withoutVerb(source: Token[]): Token[] {
  if (source.length < 2) return source;
  if (isWord(source[0], LEADING_VERBS)) return source.slice(1);
  return isWord(source.at(-1), TRAILING_VERBS) ? source.slice(0, -1) : source;
}

/** What people write where an arrow was meant: `cat = dog`, `cat: dog`, `cat > dog`, `cat - dog`. */
const OTHER_ARROW = /^([^=:>|~]+?)(?:\s*[=:>|~]+\s*|\s+[-–—]+\s+)([^=:>|~]+)$/u;
/** The same in words: `replace the cat with a dog`, `the hat becomes red`. */
const OTHER_WORDS = /^(?:(?:replace|swap|exchange)\s+)?(\S.*?)\s+(?:becomes?|with|by|for|as)\s+(\S.*)$/isu;

function noArrow(text: string, segment: readonly Token[]): CommandError {
  const span: [number, number] = [segment[0]!.start, segment.at(-1)!.end];
  const said = text.slice(...span);
  const other = said.length > 80 ? null : (OTHER_ARROW.exec(said) ?? OTHER_WORDS.exec(said));
  return new CommandError({
    code: 'command-no-arrow',
    message: 'There is no arrow here between what is in the picture and what it becomes.',
    hint: other
      ? `Write "${other[1]}→${other[2]}" (or "->").`
      : `Write "${said.length > 40 ? 'cat' : said}→…" (or "->") with what it becomes after the arrow.`,
    text,
    span,
  });
}

function twoArrows(text: string, second: Token): CommandError {
  return new CommandError({
    code: 'command-two-arrows',
    message: 'One edit has two arrows.',
    hint: 'Part the edits by a comma, such as "cat→dog, hat→red"; put quotation marks around a phrase that holds an arrow.',
    text,
    span: [second.start, second.end],
  });
}
