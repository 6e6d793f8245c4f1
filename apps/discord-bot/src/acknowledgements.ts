/**
 * Interactions that Discord has not been answered yet. It gives three seconds; so when many come at once, all are
 * answered before the work that the first of them asked for takes the thread.
 */
export class Acknowledgements {
  readonly #open = new Set<string>();
  readonly #waiting: (() => void)[] = [];

  enter(interaction: string): void {
    this.#open.add(interaction);
  }

  /** The interaction was answered, or cannot be any more. */
  done(interaction: string): void {
    this.#open.delete(interaction);
    if (this.#open.size > 0) return;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves when none is open. */
  quiet(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
