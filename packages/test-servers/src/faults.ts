import type { Answer, Received } from './http.js';

/** Something that goes wrong on purpose. */
export interface Fault {
  /** Which requests: their path, such as `/channels/` or `sendPhoto`. */
  path: RegExp;
  /** Of any method where none is given. */
  method?: string;
  /** How many requests meet it (1). */
  times?: number;
  /** What they are answered; 'hang up' closes the connection without a word, 'hang' keeps it open without one. */
  answer: Answer | 'hang up' | 'hang';
}

/** Faults that are waiting for their requests, in the order in which they were set. */
export class Faults {
  readonly #waiting: (Fault & { times: number })[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ times: 1, ...fault });
  }

  /** The answer of the first fault that a request meets. */
  meet({ path, method }: Received): Fault['answer'] | undefined {
    const fault = this.#waiting.find(
      (one) => one.times > 0 && one.path.test(path) && (one.method ?? method) === method,
    );
    if (!fault) return undefined;
    fault.times -= 1;
    return fault.answer;
  }
}
