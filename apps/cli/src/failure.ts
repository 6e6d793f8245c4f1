import { CommanderError } from 'commander';
import { EXIT, exitCodeOf } from './exit-code.js';
import { Interrupted } from './interrupt.js';
import { clearProgress } from './terminal/progress-line.js';

/** An error as the user meets it: one line, the next step, no stack. */
export interface Failure {
  code: string;
  message: string;
  hint: string;
  exitCode: number;
  /** Two lines that point into the command, for a terminal. */
  caret?: string | undefined;
}

/** Says on stderr what went wrong, and returns the exit code. With `--json`, as one line of JSON. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
  // Commander has printed the help that was missing a command.
  if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.usage;
  const failure = describeFailure(error);
  clearProgress();
  if (process.argv.includes('--json')) {
    const { caret: _, ...said } = failure;
    process.stderr.write(`${JSON.stringify({ event: 'error', ...said })}\n`);
  } else {
    const caret = failure.caret && process.stderr.isTTY ? `${failure.caret}\n` : '';
    process.stderr.write(`${caret}dualedit: ${oneLine(`${failure.message} ${failure.hint}`)}\n`);
  }
  if (process.env.DUALEDIT_DEBUG) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return failure.exitCode;
}

/** An error in the words that a user meets. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof Interrupted) {
    return { code: 'aborted', message: 'Stopped.', hint: error.hint, exitCode: error.exitCode };
  }
  if (error instanceof CommanderError) {
    const message = sentence(error.message.replace(/^error: /, ''));
    return { code: 'usage', message, hint: usageHint(error), exitCode: EXIT.usage };
  }
  if (isTyped(error)) {
    const { code, message, hint, caret, column } = error;
    const at = column === undefined ? '' : `Column ${column}: `;
    return { code, message: at + message, hint, caret, exitCode: exitCodeOf(code) };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/allocation failed|out of memory|bad_alloc/i.test(message)) {
    return {
      code: 'out-of-memory',
      message: sentence(`The memory did not suffice: ${message}`),
      hint: 'Close other programs, or give a smaller picture.',
      exitCode: EXIT.memory,
    };
  }
  if (isUnloadable(error)) {
    return {
      code: 'library-unloadable',
      message: sentence(`A native library cannot be loaded: ${message.split(/\n\s*possible/i)[0]}`),
      hint: 'See "dualedit doctor".',
      exitCode: exitCodeOf('library-unloadable'),
    };
  }
  return {
    code: 'internal',
    message: sentence(`Something went wrong that should not: ${message}`),
    hint: 'Please report it, with the output of the same command under DUALEDIT_DEBUG=1.',
    exitCode: EXIT.internal,
  };
}

/** Words without quotation marks are the likeliest reason why there are too many. */
function usageHint({ code, command }: CommanderError & { command?: string }): string {
  const help = `See "${['dualedit', command].filter(Boolean).join(' ')} --help".`;
  const isEdit = command === 'edit' || command === 'masks';
  return code === 'commander.excessArguments' && isEdit
    ? `Put quotation marks around the command. ${help}`
    : help;
}

interface TypedError extends Error {
  code: string;
  hint: string;
  caret?: string;
  column?: number;
}

/** An error with a stable code and a hint, told by its shape: `DualeditError`'s package loads the picture codecs. */
function isTyped(error: unknown): error is TypedError {
  return error instanceof Error && 'hint' in error && 'code' in error;
}

/** Whether native code did not load: ONNX Runtime's or sharp's. */
function isUnloadable(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_DLOPEN_FAILED' || /^Could not load the "sharp" module/.test(message);
}

function sentence(text: string): string {
  return /[.!?)]$/.test(text) ? text : `${text}.`;
}

export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
