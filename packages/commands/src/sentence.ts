import type { Change } from '@dualedit/foundation';
import { isAttributePhrase, isAttributeWord } from './attribute.js';
import { checkKept, readChange, readInsertion, readRemoval, type Said } from './changes.js';
import { type Chunk, findChunks } from './chunks.js';
import { readClause } from './clause.js';
import type { Clause } from './clauses.js';
import { checkComplement } from './complement.js';
import type { Context } from './context.js';
import { isSelecting } from './head.js';
import { DETERMINERS, EVERY } from './lexicon/function-words.js';
import type { Frame } from './lexicon/verbs.js';
import { dropLeading, isWord, spanOf } from './phrase.js';
import { isPlural } from './plural.js';
import { ambiguous, leftover, missing, noArrow } from './refusals.js';
import { readThing, type Thing } from './thing.js';
import type { Token } from './token.js';

type Tokens = readonly Token[];

/** What a sentence asks for, before its phrases are read. */
type Request =
  | ({ type: 'change' } & Said)
  | { type: 'remove'; source: Tokens; span: [number, number] }
  | { type: 'add'; target: Tokens; span: [number, number] };

/** What is said to stay; `thing` is undefined for `nothing else`. */
export interface Kept {
  thing: Thing | undefined;
  said: Tokens;
}

/** A thing that has been named but not yet changed, and how it came up. */
interface Waiting {
  tokens: Tokens;
  by: Chunk['by'];
  /** After a verb: `make the cat`. */
  isOpen: boolean;
  isExchange: boolean;
}

/** Reads one sentence, chunk by chunk; later chunks share the verb, the things or the target of earlier ones. */
export class SentenceReader {
  readonly kept: Kept[] = [];
  private readonly requests: Request[] = [];
  private waiting: Waiting[] = [];
  private frame: Frame | undefined;
  private shares: 'frame' | 'remove' | 'keep' | undefined;
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** @throws CommandError for whatever is not understood */
  read(sentence: Tokens): Change[] {
    const chunks = findChunks(sentence);
    for (const [i, chunk] of chunks.entries()) this.take(chunk, chunks[i + 1]);
    this.finish();
    return this.requests.map((request) => toChange(this.context, request));
  }

  private take(chunk: Chunk, next: Chunk | undefined): void {
    if (this.waiting.length > 0 && (chunk.by === 'but' || chunk.by === 'then')) {
      for (const { tokens } of this.waiting) readThing(this.context, tokens);
      throw leftover(this.context, chunk.joint ? [chunk.joint, ...chunk.tokens] : chunk.tokens);
    }
    const shared = this.shares === 'frame' ? this.frame : undefined;
    const clause = readClause(this.context, chunk.tokens, shared);
    switch (clause.type) {
      case 'change':
        this.change(clause, chunk);
        return;
      case 'swap':
        this.swap(clause.first, clause.second);
        return;
      case 'open':
        this.nothingWaits();
        [this.frame, this.shares] = [clause.frame, 'frame'];
        this.waiting = [{ tokens: clause.source, by: chunk.by, isOpen: true, isExchange: clause.isExchange }];
        return;
      case 'remove':
        this.nothingWaits();
        this.shares = 'remove';
        this.requests.push({ type: 'remove', source: clause.source, span: spanOf(clause.said) });
        return;
      case 'keep':
        this.nothingWaits();
        this.shares = 'keep';
        this.keep(clause.kept, clause.said);
        return;
      case 'add':
        this.nothingWaits();
        this.shares = undefined;
        this.requests.push({ type: 'add', target: clause.target, span: spanOf(clause.said) });
        return;
      case 'bare':
        this.bare(clause.tokens, chunk, next);
        return;
    }
  }

  /** One target for all things that wait for it. */
  private change(clause: Extract<Clause, { type: 'change' }>, { by, tokens }: Chunk): void {
    const { target, relator, frame } = clause;
    const sources = [...this.waiting.map(({ tokens }) => tokens), clause.source];
    const last = sources.at(-2);
    // "black and white cat": the first color is no thing of its own
    if (last && by === 'and' && isAttributePhrase(bareOf(last)) && startsWithAttribute(clause.source)) {
      sources.splice(-2, 2, [...last, AND, ...clause.source]);
    }
    const things = sources.length > 1 ? [withoutBoth(sources[0]!), ...sources.slice(1)] : sources;
    const unclear = things.findIndex((source, i) => i > 0 && sharesHead(things[i - 1]!, source));
    if (unclear > 0)
      throw ambiguous(this.context, things[unclear]!, 'Say "the", or which one, before each of them.');
    const spoken = frame !== undefined;
    for (const [i, source] of things.entries()) {
      const isLast = i === things.length - 1;
      const span = spanOf(
        isLast ? [...(source === clause.source ? [] : source.slice(0, 1)), ...tokens] : source,
      );
      const isShared = things.length > 1;
      this.requests.push({ type: 'change', source, target, relator, spoken, isShared, span });
    }
    this.waiting = [];
    if (frame) [this.frame, this.shares] = [frame, 'frame'];
    else if (this.shares !== 'frame') this.shares = undefined;
  }

  private swap(first: Tokens, second: Tokens): void {
    this.nothingWaits();
    const both = { type: 'change' as const, relator: first, spoken: true, isShared: false };
    this.requests.push(
      { ...both, source: first, target: second, span: spanOf(first) },
      { ...both, source: second, target: first, span: spanOf(second) },
    );
  }

  private keep(tokens: Tokens, said: Tokens): void {
    const isRest = tokens.length === 0 || tokens.some((token) => isWord(token, new Set(['else', 'rest'])));
    const isAll = tokens.length === 1 && isWord(tokens[0], new Set(['anything', 'everything']));
    this.kept.push({ thing: isRest || isAll ? undefined : readThing(this.context, tokens), said });
  }

  /** A chunk that says nothing by itself. */
  private bare(tokens: Tokens, chunk: Chunk, next: Chunk | undefined): void {
    if (this.shares === 'remove' && chunk.by !== 'then') {
      this.requests.push({ type: 'remove', source: tokens, span: spanOf(tokens) });
      return;
    }
    if (this.shares === 'keep' && chunk.by === 'and') {
      this.keep(tokens, tokens);
      return;
    }
    const last = this.requests.at(-1);
    if (
      this.waiting.length === 0 &&
      chunk.by === 'and' &&
      last?.type === 'change' &&
      continues(last, tokens)
    ) {
      if (next?.by === 'and' && startsWithAttribute(next.tokens)) {
        throw ambiguous(this.context, tokens, 'Part the edits by a comma, such as "hat→red, black cat→dog".');
      }
      last.target = [...last.target, { ...AND, start: tokens[0]!.start, end: tokens[0]!.start }, ...tokens];
      last.span = [last.span[0], spanOf(tokens)[1]];
      return;
    }
    this.waiting.push({ tokens, by: chunk.by, isOpen: false, isExchange: false });
  }

  private finish(): void {
    const [first, second, ...more] = this.waiting;
    if (first?.isExchange && second && more.length === 0) {
      this.waiting = [];
      this.swap(first.tokens, second.tokens);
    }
    this.nothingWaits();
  }

  /** @throws CommandError for a thing that nothing was said about */
  private nothingWaits(): void {
    const last = this.waiting.at(-1);
    if (!last) return;
    const [first] = this.waiting as [Waiting];
    if (first.isOpen) {
      checkComplement(this.context, first.tokens);
      throw missing(
        this.context,
        first.tokens,
        isAttributePhrase(bareOf(first.tokens)) ? 'source' : 'target',
      );
    }
    throw noArrow(this.context, first.tokens);
  }
}

const AND: Token = { type: 'word', text: 'and', start: 0, end: 0 };
const bareOf = (tokens: Tokens) => dropLeading(tokens, DETERMINERS);

function startsWithAttribute(tokens: Tokens): boolean {
  const [first, next] = bareOf(tokens);
  return first?.type === 'word' && next !== undefined && isAttributeWord(first.text);
}

/** `white` after `hat→black`. */
function continues({ target }: Said, tokens: Tokens): boolean {
  const end = target.findLastIndex(({ type }) => type === 'word');
  const plain = tokens.filter(({ type }) => type === 'word');
  return (
    end >= 0 && end === target.length - 1 && isAttributePhrase(plain) && isAttributeWord(target[end]!.text)
  );
}

/** `the cat's hat and scarf`, `the left hat and ball`: what is said before the first may hold for the second. */
function sharesHead(before: Tokens, tokens: Tokens): boolean {
  const says = ({ text }: Token) => /['’]s$/iu.test(text);
  const selects = (token: Token) => token.type === 'word' && isSelecting(token) && !isWord(token, EVERY);
  const isPlain = !isWord(tokens[0], DETERMINERS) && !tokens.some((token) => says(token) || selects(token));
  const hasHash = tokens.some(({ type }) => type === 'hash');
  return (
    isPlain &&
    !hasHash &&
    (before.some(says) || bareOf(before).slice(0, 1).some(selects)) &&
    before.length > 1
  );
}

/** `both the cat and the dog` */
function withoutBoth(tokens: Tokens): Tokens {
  const isSingle =
    tokens.length > 1 && isWord(tokens[0], new Set(['both'])) && !isPlural(tokens.at(-1)!.text);
  return isSingle ? tokens.slice(1) : tokens;
}

function toChange(context: Context, request: Request): Change {
  switch (request.type) {
    case 'change':
      return readChange(context, request);
    case 'remove':
      return readRemoval(context, request.source, request.span);
    case 'add':
      return readInsertion(context, request.target, request.span);
  }
}

/** @throws CommandError `command-contradiction` */
export function checkAllKept(context: Context, changes: readonly Change[], kept: readonly Kept[]): void {
  for (const { thing, said } of kept) if (thing) checkKept(context, changes, thing, said);
}
