import { tooMany } from './refusal.js';

/** Counts what each chat gets within a second. */
export class Flood {
  refused = 0;
  readonly #most: number | undefined;
  readonly #sent = new Map<number, number[]>();

  constructor(most: number | undefined) {
    this.#most = most;
  }

  count(chat: number): void {
    if (this.#most === undefined) return;
    const recent = (this.#sent.get(chat) ?? []).filter((at) => Date.now() - at < 1_000);
    if (recent.length >= this.#most) {
      this.refused += 1;
      throw tooMany(1);
    }
    this.#sent.set(chat, [...recent, Date.now()]);
  }
}
