import type { EditResult } from '@dualedit/core';
import { failures } from '@dualedit/foundation';
import { EXIT } from '../exit-code.js';
import type { Report } from '../terminal/report.js';

const RETRIED: Record<NonNullable<EditResult['retried']>, string> = {
  stronger: 'This is a second one, stronger.',
  apart: 'This is a second one, one after the other.',
  'other-method': 'This is another one, with another method.',
  'many-steps': 'This is another one, in more steps.',
};

/** What of a result says how the edit went. */
type Outcome = Pick<EditResult, 'checks' | 'retried' | 'timings'>;

/**
 * Says what did not come out of an edit, and whether it was tried again.
 * @param place what a line begins with, if there are several edits
 * @returns what did not come out, one sentence each
 */
export function tellOutcome(report: Report, { checks, retried, timings }: Outcome, place = ''): string[] {
  if (retried !== undefined) report.say(`${place}The first try failed. ${RETRIED[retried]}`);
  else if (timings.retry !== undefined) report.say(`${place}More tries came out no better.`);
  const missed = failures(checks);
  tellMissed(report, missed, place);
  return missed;
}

/** Says what did not come out, one line each. If there is any, the process ends with its own exit code. */
export function tellMissed(report: Report, missed: readonly string[], place = ''): void {
  for (const sentence of missed) report.complain(`${place}${sentence}`);
  if (missed.length > 0) process.exitCode = EXIT.missed;
}
