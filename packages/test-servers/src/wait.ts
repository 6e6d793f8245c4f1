/** Tells those who wait that something changed. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /**
   * Resolves with what `look` finds, now or after a later change.
   * @throws Error after `seconds`, with what was waited for and what there was instead
   */
  async until<T>(
    what: string,
    look: () => T | undefined,
    seconds = 200,
    instead: () => unknown = () => undefined,
  ): Promise<T> {
    const found = look();
    if (found !== undefined) return found;
    return await new Promise<T>((resolve, reject) => {
      const listener = () => {
        const value = look();
        if (value === undefined) return;
        end();
        resolve(value);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Waited ${seconds} s for ${what}. There is: ${JSON.stringify(instead(), null, 1)}`));
      }, seconds * 1000);
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
      };
      this.#listeners.add(listener);
    });
  }
}
