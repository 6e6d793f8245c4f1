/**
 * Hands on the latest of many values, one at a time; those between are dropped. After each, there is a pause
 * of `pauseMs`, or five times as long as it took: so this takes no more than a sixth of anyone's time.
 */
export class Latest<T> {
  private readonly pauseMs: number;
  private readonly take: (value: T) => Promise<void>;
  private readonly onTrouble: (error: unknown) => void;
  private waiting: { value: T } | undefined;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private next = 0;

  constructor(pauseMs: number, take: (value: T) => Promise<void>, onTrouble: (error: unknown) => void) {
    this.pauseMs = pauseMs;
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
      Math.max(0, this.next - Date.now()),
    );
  }

  private hand(): void {
    if (!this.waiting) return;
    const { value } = this.waiting;
    this.waiting = undefined;
    const begin = Date.now();
    this.running = this.take(value)
      .catch(this.onTrouble)
      .finally(() => {
        this.running = undefined;
        this.next = Date.now() + Math.max(this.pauseMs, 5 * (Date.now() - begin));
        this.schedule();
      });
  }
}
