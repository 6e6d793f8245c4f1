import type { Picture } from '@dualedit/foundation';
import { writeStdout } from '../files/standard-streams.js';
import { clearProgress, type OnPartProgress, progressOnTerminal } from './progress-line.js';

export interface ReportOptions {
  json?: boolean;
  quiet?: boolean;
}

/** How a command speaks to whoever runs it. Data goes to stdout, everything else to stderr. */
export interface Report {
  onProgress: OnPartProgress;
  /** Says something in passing, to a person only. */
  note(text: string): void;
  /** Says, to whoever reads text, what a result does not show. */
  say(text: string): void;
  /** Says how a command was understood, before the work begins: to scripts as `{"event":"reading","command":…}`. */
  reading(command: string, about?: { line: number; picture: string }): void;
  /** Says, to whoever reads text, that a part of the work failed; scripts read it in its line. */
  complain(text: string): void;
  /** Shows before and after, to a person whose terminal shows pictures. */
  preview(before: Picture, after: Picture): Promise<void>;
  /** The result of a part of the work: one line of JSON on stdout, with `--json` only. */
  line(data: Record<string, unknown>): Promise<void>;
  /**
   * The command's result: with `--json` one line of JSON, else the text, if there is one. `stdoutTaken`
   * sends it to stderr, because a picture goes to stdout.
   */
  result(data: Record<string, unknown>, text?: string, stdoutTaken?: boolean): Promise<void>;
}

/**
 * - On a terminal: a progress line and notes on stderr, results as text.
 * - In a pipe: neither progress nor notes; how the command was understood, and what went wrong.
 * - With `--json`: progress as JSON lines on stderr, the result as one line of JSON on stdout.
 * - With `--quiet`: neither progress nor notes, wherever stderr goes.
 */
export function createReport({ json = false, quiet = false }: ReportOptions): Report {
  const toPerson = process.stderr.isTTY === true && !quiet && !json;
  const silent = () => {};
  const say = (text: string) => {
    if (quiet || json) return;
    clearProgress();
    process.stderr.write(`${text}\n`);
  };
  return {
    onProgress: quiet ? silent : json ? progressAsJson() : toPerson ? progressOnTerminal() : silent,
    note(text) {
      if (!toPerson) return;
      clearProgress();
      process.stderr.write(`${text}\n`);
    },
    say,
    reading(command, about) {
      if (json && !quiet)
        process.stderr.write(`${JSON.stringify({ event: 'reading', ...about, command })}\n`);
      say(about ? `line ${about.line}, ${about.picture}: ${command}` : `understood as: ${command}`);
    },
    complain(text) {
      if (json) return;
      clearProgress();
      process.stderr.write(`dualedit: ${text}\n`);
    },
    async preview(before, after) {
      if (!toPerson) return;
      clearProgress();
      const { detectGraphics } = await import('./graphics.js');
      const { preview } = await import('./preview.js');
      const graphics = detectGraphics(process.stderr.getColorDepth());
      process.stderr.write(await preview(before, after, graphics, process.stderr.columns || 80));
    },
    async line(data) {
      if (json) await writeStdout(`${JSON.stringify(data)}\n`);
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

function progressAsJson(): OnPartProgress {
  let last = { stage: '', item: '' as string | undefined, at: Number.NEGATIVE_INFINITY };
  return ({ stage, fraction, etaSeconds, item, data }) => {
    const at = performance.now();
    const same = stage === last.stage && item === last.item;
    if (same && at - last.at < JSON_INTERVAL_MS && fraction < 1) return;
    last = { stage, item, at };
    const rounded = {
      fraction: Number(fraction.toFixed(3)),
      etaSeconds: etaSeconds && Number(etaSeconds.toFixed(1)),
    };
    process.stderr.write(`${JSON.stringify({ event: 'progress', item, stage, ...rounded, ...data })}\n`);
  };
}
