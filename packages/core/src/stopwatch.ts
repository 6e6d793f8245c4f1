import type { OnProgress, Stage } from '@dualedit/foundation';

/** Times the stages of one request and reports how far the whole of it is. */
export class Stopwatch {
  private readonly onProgress: OnProgress | undefined;
  /** Each stage's expected share of the whole; they add up to 1. */
  private readonly shares: Partial<Record<Stage, number>>;
  private readonly started = performance.now();
  private readonly seconds: Record<string, number> = {};
  private finished = 0;
  private reported = 0;

  constructor(onProgress: OnProgress | undefined, shares: Partial<Record<Stage, number>>) {
    this.onProgress = onProgress;
    this.shares = shares;
  }

  /** Runs one stage; `work` may report its own steps. A stage that runs twice adds to its time once more. */
  async stage<T>(
    stage: Stage,
    work: (onStep: (done: number, total: number) => void) => Promise<T>,
  ): Promise<T> {
    const from = performance.now();
    const before = this.finished;
    const share = stage in this.seconds ? 0 : (this.shares[stage] ?? 0);
    this.report(stage, before);
    const result = await work((done, total) => this.report(stage, before + (share * done) / total));
    this.finished = Math.min(1, before + share);
    this.report(stage, this.finished);
    this.seconds[stage] = (this.seconds[stage] ?? 0) + (performance.now() - from) / 1000;
    return result;
  }

  /** Reports the end and returns the seconds by stage, and in all. */
  finish(): Record<string, number> {
    this.report('compose', 1);
    return { ...this.seconds, total: (performance.now() - this.started) / 1000 };
  }

  private report(stage: Stage, reached: number): void {
    // Sums of shares may round down by a hair; what was reported is never taken back.
    const fraction = Math.max(this.reported, reached);
    this.reported = fraction;
    const elapsed = (performance.now() - this.started) / 1000;
    const eta = fraction > 0.05 ? { etaSeconds: (elapsed * (1 - fraction)) / fraction } : {};
    this.onProgress?.({ stage, fraction, ...eta });
  }
}
