/**
 * So many calls within a time. A slot is taken when a call starts and is free again `holdMs` after it was answered:
 * whenever within that the other side received it, no window of `holdMs` there ever holds more than `most`.
 */
export class Slots {
  readonly #most: number;
  readonly #holdMs: number;
  readonly #waiting: (() => void)[] = [];
  /** When slots that were answered are free again, the soonest first; a call on its way has none yet. */
  readonly #until: number[] = [];
  #taken = 0;

  /** @param until when slots are free again that were taken before, in milliseconds since 1970 */
  constructor(most: number, holdMs: number, until: readonly number[] = []) {
    this.#most = most;
    this.#holdMs = holdMs;
    for (const one of until) {
      if (one <= Date.now()) continue;
      this.#taken += 1;
      this.giveBack(one - Date.now());
    }
  }

  /** When what was taken and answered is free again. */
  get until(): readonly number[] {
    return this.#until;
  }

  /** Whether it knows nothing that a new one would not. */
  get idle(): boolean {
    return this.#taken === 0 && this.#waiting.length === 0;
  }

  /** Takes a slot, at once where there is one, else in the order of asking. */
  async take(): Promise<void> {
    if (this.has()) this.#taken += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Whether a slot could be taken at once, and `beside` more were left. */
  has(beside = 0): boolean {
    return this.#waiting.length === 0 && this.#taken + beside < this.#most;
  }

  /** The call was answered: its slot is free again after the usual time, or after a longer one. */
  giveBack(holdMs = this.#holdMs): void {
    const until = Date.now() + holdMs;
    const later = this.#until.findIndex((one) => one > until);
    this.#until.splice(later === -1 ? this.#until.length : later, 0, until);
    setTimeout(() => {
      this.#until.splice(this.#until.indexOf(until), 1);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken -= 1;
    }, holdMs).unref();
  }

  /** How long one who asked for so many slots now would wait, at least. */
  waitMs(count = 1): number {
    const free = this.#most - this.#taken;
    const before = this.#waiting.length + count - free;
    if (before <= 0) return 0;
    const until = this.#until[before - 1];
    const unknown = this.#holdMs * Math.ceil((before - this.#until.length) / this.#most);
    return Math.max(0, (until ?? Date.now() + unknown) - Date.now());
  }
}
