/** Hands on the latest of many values, one at a time and at most one in `everyMs`; those between are dropped. */
export class Latest<T> {
  private readonly everyMs: number;
  private readonly take: (value: T) => Promise<void>;
  private readonly onTrouble: (error: unknown) => void;
  private waiting: { value: T } | undefined;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private last = 0;

  constructor(everyMs: number, take: (value: T) => Promise<void>, onTrouble: (error: unknown) => void) {
    this.everyMs = everyMs;
    this.take = take;
    this.onTrouble = onTrouble;
  }

  give(value: T): void {
    this.waiting = { value };
    this.schedule();
  }

  /** Drops what is waiting, and resolves when nothing is being handed on. */
  async end(): Promise<void> {
    this.waiting = undefined;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (!this.waiting || this.running || this.timer) return;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.hand();
      },
      Math.max(0, this.last + this.everyMs - Date.now()),
    );
  }

  private hand(): void {
    if (!this.waiting) return;
    const { value } = this.waiting;
    this.waiting = undefined;
    this.last = Date.now();
    this.running = this.take(value)
      .catch(this.onTrouble)
      .finally(() => {
        this.running = undefined;
        this.schedule();
      });
  }
}
