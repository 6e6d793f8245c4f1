import { formatCommand } from '@dualedit/commands';
import type { Change } from '@dualedit/foundation';
import type { Job, JobResult } from '@dualedit/jobs';
import type { Say } from './texts.js';

const BAR = 12;

/** `understood as: cat→dog, hat→red`, in the form that a command may have again. */
export function sayUnderstood(say: Say, edits: readonly Change[]): string {
  return say('understood', { edits: formatCommand(edits) });
}

/** Seconds for people: `8 s`, `2 min`. */
export function sayDuration(say: Say, seconds: number): string {
  return seconds < 90
    ? say('seconds', { seconds: Math.max(1, Math.round(seconds)) })
    : say('minutes', { minutes: Math.round(seconds / 60) });
}

/** The lines under a job's command while it waits and runs. */
export function sayProgress(say: Say, job: Job): string {
  const eta = job.etaSeconds === undefined ? '' : ` · ≈ ${sayDuration(say, job.etaSeconds)}`;
  if (job.cancelling) return say('cancelling');
  if (job.state === 'queued') return `${say('queued', { place: job.place ?? 1 })}${eta}`;
  const filled = Math.round(job.fraction * BAR);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.round(job.fraction * 100)} %`;
  return `${say(`stage-${job.stage ?? 'segment'}`)}\n${bar}${eta}`;
}

/** The line under a finished job's picture: how long it took, and how it was made. */
export function sayDone(say: Say, job: Job): string {
  const { startedAt, finishedAt, result } = job;
  const seconds = startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : 0;
  return [say('done', { duration: sayDuration(say, seconds) }), ...sayRecipe(say, result)].join(' · ');
}

/** The method and its steps; strength and seed where they are not the usual ones. */
function sayRecipe(say: Say, result: JobResult | undefined): string[] {
  if (!result) return [];
  const { method, settings, strength, seed } = result.config;
  return [
    method,
    ...(settings?.steps === undefined ? [] : [say('recipe-steps', { n: settings.steps })]),
    ...(strength === 1 ? [] : [say('recipe-strength', { value: strength })]),
    ...(seed === 1 ? [] : [say('recipe-seed', { value: seed })]),
  ];
}
