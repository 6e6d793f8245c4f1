import type { Progress, Stage } from '@dualedit/foundation';
import pc from 'picocolors';
import { formatSeconds } from './format.js';

/** Progress of any work: of an edit, or of pulling a model. */
export interface PartProgress extends Omit<Progress, 'stage'> {
  stage: Stage | 'pull';
  /** Which of several parts it is at, such as `3/10`. */
  item?: string;
  /** More than a share says, such as `1.2 of 5.5 GB`. */
  detail?: string;
  /** The same for scripts. */
  data?: Record<string, unknown>;
}

export type OnPartProgress = (progress: PartProgress) => void;

const STAGES: Record<PartProgress['stage'], string> = {
  load: 'loading the model',
  segment: 'finding the objects',
  invert: 'inverting',
  edit: 'editing',
  decode: 'decoding',
  retry: 'trying once more',
  compose: 'composing',
  pull: 'pulling',
};
const LABEL_WIDTH = Math.max(...Object.values(STAGES).map((label) => label.length));
const MAX_BAR_WIDTH = 30;
const REDRAW_MS = 80;
const ERASE_LINE = '\r\x1b[2K';

/** Whether a line is on the terminal that the next output must erase. */
let shown = false;

/** Erases the progress line, if one is shown, so that other output may follow. */
export function clearProgress(): void {
  if (shown) process.stderr.write(ERASE_LINE);
  shown = false;
}

/**
 * Shows progress on stderr: one line rewritten in place, or, on a terminal that cannot erase (`TERM=dumb`),
 * a line a stage.
 */
export function progressOnTerminal(): OnPartProgress {
  return process.env.TERM === 'dumb' ? stageLines() : rewrittenLine();
}

function stageLines(): OnPartProgress {
  let last: string | undefined;
  return (progress) => {
    const line = labelOf(progress);
    if (line !== last) process.stderr.write(`${line}...\n`);
    last = line;
  };
}

function rewrittenLine(): OnPartProgress {
  const start = performance.now();
  let last: { progress: PartProgress; at: number; endsAt: number | undefined } | undefined;
  const draw = () => {
    if (!last || (!shown && last.progress.fraction >= 1)) return;
    const eta = last.endsAt === undefined ? undefined : Math.max(0, last.endsAt - performance.now()) / 1000;
    process.stderr.write(ERASE_LINE + progressLine(last.progress, eta, process.stderr.columns || 80));
    shown = true;
  };
  // A model call may take long; the remaining time counts down meanwhile.
  setInterval(() => shown && draw(), 1000).unref();
  return (progress) => {
    const now = performance.now();
    const eta =
      progress.etaSeconds ??
      // What was here before the pull says nothing of its speed.
      (progress.stage === 'pull' ? undefined : remaining(progress.fraction, (now - start) / 1000));
    const stageChanged = progress.stage !== last?.progress.stage;
    const due = stageChanged || now - last!.at >= REDRAW_MS;
    last = { progress, at: due ? now : last!.at, endsAt: eta === undefined ? undefined : now + eta * 1000 };
    if (due) draw();
  };
}

/** Too little work done says nothing about the rest. */
function remaining(fraction: number, elapsed: number): number | undefined {
  return fraction < 0.03 ? undefined : (elapsed * (1 - fraction)) / fraction;
}

/** One line of at most `columns - 1` characters: stage, bar, percent and, where it is known, the time left. */
export function progressLine(progress: PartProgress, eta: number | undefined, columns: number): string {
  const { item, fraction, detail } = progress;
  const label = labelOf(progress).padEnd(LABEL_WIDTH + (item === undefined ? 0 : item.length + 1));
  const percent = `${Math.floor(fraction * 100)}`.padStart(3);
  const numbers = `${percent} %${detail === undefined ? '' : `  ${detail}`}${eta === undefined ? '' : `  ${formatSeconds(eta)} left`}`;
  const width = Math.min(MAX_BAR_WIDTH, columns - 1 - label.length - numbers.length - 4);
  if (width < 5) return `${label} ${numbers}`.slice(0, Math.max(0, columns - 1));
  const full = Math.round(fraction * width);
  return `${label}  ${pc.cyan('█'.repeat(full))}${pc.dim('░'.repeat(width - full))}  ${numbers}`;
}

function labelOf({ stage, item }: PartProgress): string {
  return item === undefined ? STAGES[stage] : `${item} ${STAGES[stage]}`;
}
