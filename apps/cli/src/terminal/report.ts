import type { OnProgress, Picture } from '@dualedit/foundation';
import { writeStdout } from '../files/standard-streams.js';
import { clearProgress, progressOnTerminal } from './progress-line.js';

export interface ReportOptions {
  json?: boolean;
  quiet?: boolean;
}

/** How a command speaks to whoever runs it. Data goes to stdout, everything else to stderr. */
export interface Report {
  onProgress: OnProgress;
  /** Says something in passing, to a person only. */
  note(text: string): void;
  /** Shows before and after, to a person whose terminal shows pictures. */
  preview(before: Picture, after: Picture): Promise<void>;
  /**
   * The command's result: with `--json` one line of JSON, else the text, if there is one. `stdoutTaken`
   * sends it to stderr, because a picture goes to stdout.
   */
  result(data: Record<string, unknown>, text?: string, stdoutTaken?: boolean): Promise<void>;
}

/**
 * - On a terminal: a progress line and notes on stderr, results as text.
 * - In a pipe: neither progress nor notes.
 * - With `--json`: progress as JSON lines on stderr, the result as one line of JSON on stdout.
 * - With `--quiet`: neither progress nor notes, wherever stderr goes.
 */
export function createReport({ json = false, quiet = false }: ReportOptions): Report {
  const toPerson = process.stderr.isTTY === true && !quiet && !json;
  const silent = () => {};
  return {
    onProgress: quiet ? silent : json ? progressAsJson() : toPerson ? progressOnTerminal() : silent,
    note(text) {
      if (!toPerson) return;
      clearProgress();
      process.stderr.write(`${text}\n`);
    },
    async preview(before, after) {
      if (!toPerson) return;
      clearProgress();
      const { detectGraphics, preview } = await import('./preview.js');
      const graphics = detectGraphics(process.env, process.stderr.getColorDepth());
      process.stderr.write(await preview(before, after, graphics, process.stderr.columns || 80));
    },
    async result(data, text, stdoutTaken = false) {
      clearProgress();
      const said = json ? JSON.stringify(data) : text;
      if (said === undefined || (stdoutTaken && !json && !toPerson)) return;
      if (stdoutTaken) process.stderr.write(`${said}\n`);
      else await writeStdout(`${said}\n`);
    },
  };
}

const JSON_INTERVAL_MS = 200;

function progressAsJson(): OnProgress {
  let last = { stage: '', at: Number.NEGATIVE_INFINITY };
  return ({ stage, fraction, etaSeconds }) => {
    const at = performance.now();
    if (stage === last.stage && at - last.at < JSON_INTERVAL_MS && fraction < 1) return;
    last = { stage, at };
    const rounded = {
      fraction: Number(fraction.toFixed(3)),
      etaSeconds: etaSeconds && Number(etaSeconds.toFixed(1)),
    };
    process.stderr.write(`${JSON.stringify({ event: 'progress', stage, ...rounded })}\n`);
  };
}
