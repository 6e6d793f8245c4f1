import { DualeditError, type OnProgress, type Picture, type Stage } from '@dualedit/foundation';
import type { Phase } from './phases.js';

/** Reports that so many steps of a stage are done, with a picture of what there is where one was made. */
export type OnStep = (done: number, total: number, preview?: Picture) => void;

/** Times the stages of one request and reports how far the whole of it is. */
export class Stopwatch {
  private readonly onProgress: OnProgress | undefined;
  private readonly phases: readonly Phase[];
  private readonly started = performance.now();
  private readonly seconds: Partial<Record<Stage, number>> = {};
  /** Index of the phase that comes next. */
  private next = 0;
  private reported = 0;
  /** When the models were there, and how far that was: loading says nothing about how fast they run. */
  private loaded = { at: performance.now(), fraction: 0 };

  /** @param phases what is expected to come, in order; a phase that is passed over counts as done */
  constructor(onProgress: OnProgress | undefined, phases: readonly Phase[]) {
    this.onProgress = onProgress;
    this.phases = phases;
  }

  /** Runs one stage; `work` may report its own steps. A stage that runs twice adds to its time once more. */
  async stage<T>(stage: Stage, work: (onStep: OnStep) => Promise<T>): Promise<T> {
    const from = performance.now();
    const { costs } = this.begin(stage);
    const before = this.costOf(this.next - 1);
    let step = { done: 0, total: costs.length };
    this.report(stage, before);
    const onStep: OnStep = (done, total, preview) => {
      step = { done, total };
      this.report(stage, before + sum(costs.slice(0, Math.round((done / total) * costs.length))), preview);
    };
    const result = await work(onStep).catch((error: unknown) => {
      throw namingStep(error, stage, step);
    });
    const now = performance.now();
    this.report(stage, before + sum(costs));
    if (stage === 'load') this.loaded = { at: now, fraction: this.reported };
    this.seconds[stage] = (this.seconds[stage] ?? 0) + (now - from) / 1000;
    return result;
  }

  /** Reports the end and returns the seconds by stage, and in all. */
  finish(): Record<string, number> {
    this.report('compose', this.costOf(this.phases.length));
    return { ...this.seconds, total: (performance.now() - this.started) / 1000 };
  }

  /** The next phase of that stage; one that was not expected costs nothing. */
  private begin(stage: Stage): Phase {
    const found = this.phases.findIndex((phase, at) => at >= this.next && phase.stage === stage);
    if (found < 0) return { stage, costs: [] };
    this.next = found + 1;
    return this.phases[found]!;
  }

  /** What all phases before that one cost. */
  private costOf(phase: number): number {
    return sum(this.phases.slice(0, Math.max(0, phase)).flatMap(({ costs }) => costs));
  }

  private report(stage: Stage, cost: number, preview?: Picture): void {
    // What was reported is never taken back.
    this.reported = Math.max(this.reported, cost / this.costOf(this.phases.length));
    const fraction = Math.min(1, this.reported);
    this.onProgress?.({ stage, fraction, ...this.eta(fraction), ...(preview && { preview }) });
  }

  private eta(fraction: number): { etaSeconds?: number } {
    const run = fraction - this.loaded.fraction;
    if (this.loaded.fraction === 0 || run < 0.03) return {};
    return { etaSeconds: ((performance.now() - this.loaded.at) / 1000 / run) * (1 - fraction) };
  }
}

/** A number that is not finite is looked for by where it came up. */
function namingStep(error: unknown, stage: Stage, { done, total }: { done: number; total: number }): unknown {
  if (!DualeditError.is(error) || error.code !== 'model-nan') return error;
  const step = Math.min(done + 1, Math.max(1, total));
  return new DualeditError({
    code: error.code,
    message: `${error.message.replace(/\.$/, '')}, at step ${step} of ${total} of the stage "${stage}".`,
    hint: error.hint,
    received: { stage, step, steps: total },
    cause: error,
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
