import { DualeditError } from '@dualedit/foundation';

/** How many UTF-16 units of a long line the caret's excerpt shows on either side of the error. */
const CONTEXT = 40;

export interface CommandErrorOptions {
  code: string;
  message: string;
  hint: string;
  /** The whole command. */
  text: string;
  /** What is wrong in it: UTF-16 offsets, end exclusive. */
  span: [start: number, end: number];
  /** What could stand there instead, if something is near. */
  instead?: string | undefined;
}

/** A command that cannot be understood, and where. */
export class CommandError extends DualeditError {
  /** What is wrong, in UTF-16 offsets into the command, end exclusive. */
  readonly span: [start: number, end: number];
  /** 1-based, counted in characters from the start of the line on which the error is. */
  readonly column: number;
  /** Two lines: the line of the command (an excerpt, where it is long), and `^` under what is wrong. */
  readonly caret: string;
  /** What could stand in place of `span`, if something is near, such as `cat` for `czt`. */
  readonly instead: string | undefined;
  /** The command with it. */
  readonly corrected: string | undefined;

  constructor({ code, message, hint, text, span, instead }: CommandErrorOptions) {
    super({ code, message, hint, received: text.slice(...span) });
    const lineStart = text.lastIndexOf('\n', span[0] - 1) + 1;
    const newline = text.indexOf('\n', span[0]);
    const lineEnd = newline < 0 ? text.length : newline;
    this.span = span;
    this.instead = instead;
    this.corrected =
      instead === undefined ? undefined : `${text.slice(0, span[0])}${instead}${text.slice(span[1])}`;
    this.column = [...text.slice(lineStart, span[0])].length + 1;
    this.caret = caretLines(
      text.slice(lineStart, lineEnd),
      span[0] - lineStart,
      Math.min(span[1], lineEnd) - lineStart,
    );
  }

  static override is(value: unknown): value is CommandError {
    return DualeditError.is(value) && 'caret' in value;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return CommandError.is(value);
  }
}

function caretLines(line: string, start: number, end: number): string {
  const from = start > CONTEXT ? start - CONTEXT : 0;
  const to = Math.min(line.length, Math.max(end, start + 1) + CONTEXT, start + 2 * CONTEXT);
  const [head, tail] = [from > 0 ? '…' : '', to < line.length ? '…' : ''];
  const marked = blank(line.slice(start, Math.min(end, to))).replaceAll('\u3000', '  ').length;
  const excerpt = `${head}${line.slice(from, to)}${tail}`.replace(/\p{Cc}/gu, ' ');
  return `${excerpt}\n${blank(head + line.slice(from, start))}${'^'.repeat(Math.max(1, marked))}`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Blanks of the same width in a terminal as `text`: wide characters become wide spaces, marks nothing. */
function blank(text: string): string {
  return Array.from(text.replace(/\p{M}/gu, ''), (char) => (WIDE.test(char) ? '\u3000' : ' ')).join('');
}
