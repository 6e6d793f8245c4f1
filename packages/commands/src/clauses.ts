import type { Frame } from './lexicon/verbs.js';
import type { Token } from './token.js';

type Tokens = readonly Token[];

/** What one chunk of a sentence says. */
export type Clause =
  | {
      type: 'change';
      source: Tokens;
      target: Tokens;
      /** What stands between the two, or the verb. */
      relator: Tokens;
      /** Of a sentence with a verb; later chunks may share it. */
      frame: Frame | undefined;
    }
  | { type: 'swap'; first: Tokens; second: Tokens }
  /** A verb and a thing, without what it becomes: `make the cat`, before `and the dog white`. */
  | { type: 'open'; source: Tokens; frame: Frame; isExchange: boolean }
  | { type: 'remove'; source: Tokens; said: Tokens }
  | { type: 'keep'; kept: Tokens; said: Tokens }
  | { type: 'add'; target: Tokens; said: Tokens }
  | { type: 'bare'; tokens: Tokens };
