import { formatCommand } from '@dualedit/commands';
import type { Change } from '@dualedit/foundation';
import type { Job, JobRequest } from '@dualedit/jobs';
import { anotherWay } from './another-way.js';

/** The part of a request that an earlier job decides; who asks, where to answer and the key are the bot's. */
export type FollowUp = Pick<JobRequest, 'picture' | 'command' | 'edits' | 'options'>;

const STRONGER = 1.4;
const LIMITS = { least: 0.1, most: 2 };

/**
 * The request behind a button that starts a new job from an earlier one: `stronger` and `softer` move the strength
 * of every edit and keep the masks, `retry` asks again in another way with masks found anew, or in the same way if
 * nothing came of it.
 */
export function followUp(job: Job, action: 'stronger' | 'softer' | 'retry'): FollowUp {
  const { options } = job;
  const picture = { job: job.id, picture: 'input' as const };
  if (action === 'retry') {
    const again = job.state === 'done' ? anotherWay(job) : options;
    return { picture, command: job.command, edits: job.edits, options: again };
  }
  const factor = action === 'stronger' ? STRONGER : 1 / STRONGER;
  const edits = job.edits.map((edit) =>
    'strength' in edit ? { ...edit, strength: scaled(edit, factor) } : edit,
  );
  return { picture, command: formatCommand(edits), edits, options: { ...options, masks: { job: job.id } } };
}

/** A further command on what an earlier job made, or on the picture that it was given. */
export function editAgain(
  job: Job,
  command: string,
  edits: Change[],
  picture: 'input' | 'result' = 'result',
): FollowUp {
  return { picture: { job: job.id, picture }, command, edits };
}

/** Two decimals, as commands write strengths. */
function scaled({ strength }: { strength: number }, factor: number): number {
  const moved = Math.min(LIMITS.most, Math.max(LIMITS.least, strength * factor));
  return Math.round(moved * 100) / 100;
}
