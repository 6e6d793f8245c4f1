import type { Update } from 'grammy/types';

/**
 * The updates that are being handled, side by side. An update is confirmed by asking Telegram for later ones, so that
 * the first that is not handled yet says where to ask from: what comes after it comes again, and is known.
 */
export class Intake {
  readonly #open = new Map<number, Promise<void>>();
  #next = 0;

  /** What to ask Telegram from: everything before it is confirmed. 0 before the first update. */
  get offset(): number {
    const [first] = this.#open.keys();
    return first ?? this.#next;
  }

  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  /**
   * Hands over what has not been before.
   * @param handle resolves when the update is stored and may be confirmed; a rejection leaves it unconfirmed
   */
  take(updates: readonly Update[], handle: (update: Update) => Promise<void>): void {
    for (const update of updates) {
      const { update_id: id } = update;
      if (id < this.#next) continue;
      this.#next = id + 1;
      const handled = handle(update).then(
        () => void this.#open.delete(id),
        () => {},
      );
      this.#open.set(id, handled);
    }
  }

  /** Resolves when all that are under way have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#open.values());
  }
}
