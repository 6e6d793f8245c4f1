import { formatTable } from '../terminal/format.js';

/** What a check found. */
export interface Finding {
  what: string;
  /** `ok`; `none`: not here, and nothing needs it; `wrong`: in the way of an edit. */
  status: 'ok' | 'none' | 'wrong';
  found: string;
  /** What to do about it. */
  todo?: string;
  /** The figures behind it, for scripts. */
  data?: Record<string, unknown>;
}

/** A check whose failure is a finding, too. */
export async function attempt(
  what: string,
  check: () => Promise<Omit<Finding, 'what' | 'status'>>,
  todo?: string,
): Promise<Finding> {
  try {
    return { what, status: 'ok', ...(await check()) };
  } catch (error) {
    const { message, hint, code } = error as Error & { hint?: string; code?: string };
    return {
      what,
      status: 'wrong',
      found: message,
      todo: todo ?? hint ?? 'Please report it.',
      ...(code !== undefined && { data: { code } }),
    };
  }
}

const MARKS: Record<Finding['status'], string> = { ok: 'ok', none: '--', wrong: '!!' };

/** The findings as a person reads them, one a line. */
export function findingsTable(findings: readonly Finding[]): string {
  return formatTable(
    findings.map(({ what, status, found, todo }) => [
      MARKS[status],
      what,
      todo === undefined ? found : `${sentence(found)} ${todo}`,
    ]),
  );
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The error that a doctor ends with who found something wrong; undefined where all is well. */
export function verdict(findings: readonly Finding[]): Error | undefined {
  const wrong = findings.filter(({ status }) => status === 'wrong');
  if (wrong.length === 0) return undefined;
  const message = `${wrong.length} of ${findings.length} checks found something wrong.`;
  return Object.assign(new Error(message), {
    code: 'model-doctor',
    hint: 'Do what the lines with "!!" say.',
  });
}
