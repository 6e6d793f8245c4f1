import { formatCommand } from '@dualedit/commands';
import { type EditCheck, hasFailed, isKept, NAMELESS } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import type { Say } from './texts.js';

/** What of a done job did not come out, one line each: `⚠️ cup→hat did not come out.` Empty if nothing is known to have failed. */
export function sayChecks(say: Say, { edits, result }: Pick<Job, 'edits' | 'result'>): string[] {
  if (!result?.checks) return [];
  const { edits: checked, kept } = result.checks;
  return [
    ...checked.flatMap((check, i) =>
      hasFailed(check) ? [sayFailed(say, formatCommand([edits[i]!]), check)] : [],
    ),
    ...kept
      .filter((thing) => !isKept(thing))
      .map(({ name }) => (name === NAMELESS ? say('check-kept-nameless') : say('check-kept', { name }))),
  ];
}

function sayFailed(say: Say, edit: string, { outcome, source, seen }: EditCheck): string {
  if (outcome === 'remains' || outcome === 'unchanged') return say(`check-${outcome}`, { edit, source });
  return seen === undefined ? say('check-missing', { edit }) : say('check-seen', { edit, seen });
}
