/** Things to do soon, unless they are asked for again before: then the wait starts anew. */
export class Later {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  after(key: string, ms: number, work: () => void): void {
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      work();
    }, ms);
    this.#timers.set(key, timer);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
