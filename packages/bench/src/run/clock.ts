export interface RunProgress {
  done: number;
  total: number;
  /** Of those done, how many had been made before. */
  cached: number;
  item: string;
  arm: string;
  /** Unknown until something was made. */
  etaSeconds?: number;
}

/** Counts what is done of a run, and estimates the rest by what was made in it. */
export class Clock {
  private readonly total: number;
  private readonly report: ((progress: RunProgress) => void) | undefined;
  private done = 0;
  private cached = 0;
  private readonly started = performance.now();

  constructor(total: number, report?: (progress: RunProgress) => void) {
    this.total = total;
    this.report = report;
  }

  tick({ item, arm, cached }: { item: string; arm: string; cached: boolean }): void {
    this.done++;
    this.cached += Number(cached);
    const made = this.done - this.cached;
    const seconds = (performance.now() - this.started) / 1000;
    this.report?.({
      done: this.done,
      total: this.total,
      cached: this.cached,
      item,
      arm,
      ...(made > 0 ? { etaSeconds: (seconds / made) * (this.total - this.done) } : {}),
    });
  }
}
