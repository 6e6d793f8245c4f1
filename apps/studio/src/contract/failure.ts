// What several answers hold.

/** Every failed answer: a status that fits, and this. `x-request-id` is a header of every answer. */
export interface Failure {
  error: ErrorBody;
}

export interface ErrorBody {
  /** Stable: one of the registry of `@dualedit/foundation`. */
  code: string;
  /** What happened and what was expected, in one sentence. */
  message: string;
  /** What to do about it, in one sentence. */
  next: string;
  received?: unknown;
  /** Of a command: what is wrong in it, in UTF-16 units, end exclusive. */
  span?: Span;
  /** Of a command: what could stand in place of `span`, best first. */
  suggestions?: string[];
}

export type Span = [start: number, end: number];

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Note {
  kind: string;
  text: string;
}
