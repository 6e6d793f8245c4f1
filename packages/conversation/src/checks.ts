import { formatCommand } from '@dualedit/commands';
import { type EditCheck, hasFailed, isKept, NAMELESS } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import { sayNames } from './names.js';
import type { Say } from './texts.js';

/**
 * What of a done job did not come out, and what went with something that was removed, one line each:
 * `⚠️ cup→hat did not come out.` Empty if there is nothing to say, or nothing is known.
 */
export function sayChecks(say: Say, { edits, result }: Pick<Job, 'edits' | 'result'>): string[] {
  if (!result?.checks) return [];
  const { edits: checked, kept } = result.checks;
  return [
    ...checked.flatMap((check, i) => {
      const { source, with: worn = [] } = check;
      if (hasFailed(check)) return [sayFailed(say, formatCommand([edits[i]!]), check)];
      return worn.length > 0 ? [say('check-with', { source, with: sayNames(say, worn) })] : [];
    }),
    ...kept
      .filter((thing) => !isKept(thing))
      .map(({ name }) => (name === NAMELESS ? say('check-kept-nameless') : say('check-kept', { name }))),
  ];
}

function sayFailed(say: Say, edit: string, { kind, outcome, source, seen }: EditCheck): string {
  if (outcome === 'remains' || outcome === 'unchanged') return say(`check-${outcome}`, { edit, source });
  if (outcome === 'appeared' && seen !== undefined) return say('check-appeared', { source, seen });
  if (outcome === 'missing' && kind === 'insertion') return say('check-inserted', { edit });
  return seen === undefined ? say('check-missing', { edit }) : say('check-seen', { edit, seen });
}
