import { type Box, DualeditError, type OnProgress, type Picture, type Stage } from '@dualedit/foundation';

/** What the model means by now of a part of the picture. */
export interface Preview {
  picture: Picture;
  area: Box;
}

/** Reports how many steps of a stage are done, and a preview if one was made. */
export type OnStep = (done: number, total: number, preview?: Preview) => void;

/** A stage as far as its progress is concerned: its name, and the expected cost of each of its steps. */
export interface TimedStage {
  name: Stage;
  costs: readonly number[];
  /** Of a stage that few edits need: its cost at most. It is no part of the fraction, only of the time left. */
  spare?: number;
}

/** Times the stages of one request, in their order, and reports how far the whole of it is. */
export class Stopwatch {
  private readonly onProgress: OnProgress | undefined;
  private readonly stages: readonly TimedStage[];
  private readonly started = performance.now();
  private readonly seconds: Partial<Record<Stage, number>> = {};
  private readonly whole: number;
  /** When the models were there, and how far that was: loading says nothing about how fast they run. */
  private loaded = { at: performance.now(), fraction: 0 };

  constructor(onProgress: OnProgress | undefined, stages: readonly TimedStage[]) {
    this.onProgress = onProgress;
    this.stages = stages;
    this.whole = costOf(stages);
  }

  /** Runs the stage at `index`; `work` may report its own steps. Stages of one name add up to one time. */
  async stage(index: number, work: (onStep: OnStep) => Promise<void>): Promise<void> {
    const from = performance.now();
    const { name, costs, spare = 0 } = this.stages[index]!;
    const before = costOf(this.stages.slice(0, index));
    let step = { done: 0, total: costs.length };
    const left = this.timeFor(spare, from, before);
    this.report(name, before, { left: left?.(0) });
    const onStep: OnStep = (done, total, preview) => {
      step = { done: Math.floor(done), total: Math.round(total) };
      const cost = before + sum(costs.slice(0, Math.round((done / total) * costs.length)));
      this.report(name, cost, { preview, left: left?.(done / total) });
    };
    await work(onStep).catch((error: unknown) => {
      throw namingStep(error, name, step);
    });
    const now = performance.now();
    const after = before + sum(costs);
    this.report(name, after);
    if (name === 'load') this.loaded = { at: now, fraction: after / this.whole };
    this.seconds[name] = (this.seconds[name] ?? 0) + (now - from) / 1000;
  }

  /** The seconds by stage, and in all. */
  timings(): Record<string, number> {
    return { ...this.seconds, total: (performance.now() - this.started) / 1000 };
  }

  private report(
    stage: Stage,
    cost: number,
    { preview, left }: { preview?: Preview | undefined; left?: number | undefined } = {},
  ): void {
    const fraction = Math.min(1, cost / this.whole);
    const eta = left === undefined ? this.eta(fraction) : { etaSeconds: left };
    this.onProgress?.({
      stage,
      fraction,
      ...eta,
      ...(preview && { preview: preview.picture, previewArea: preview.area }),
    });
  }

  /** The seconds that are left of a stage's spare cost at a fraction of it, by how fast the stages before it ran. */
  private timeFor(spare: number, from: number, before: number) {
    const run = before - this.loaded.fraction * this.whole;
    if (spare === 0 || run <= 0) return undefined;
    const seconds = ((from - this.loaded.at) / 1000 / run) * spare;
    return (fraction: number) => seconds * (1 - fraction);
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

const costOf = (stages: readonly TimedStage[]) => sum(stages.flatMap(({ costs }) => costs));
