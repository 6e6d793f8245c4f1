import { formatCommand } from '@dualedit/commands';
import { type Change, namesThing, type Selector, targetPhrase } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import type { Say } from './texts.js';

const BAR = 12;

/** An edit as it was understood, such as `left cat → dog` or `hat → red (0.7)`. */
export function sayEdit(edit: Change): string {
  if (!namesThing(edit)) return formatCommand([edit]);
  const { source, which } = edit;
  if (edit.kind === 'removal') return `${sayWhich(which, source)} → ${targetPhrase(edit)}`;
  const suffix = edit.strength === 1 ? '' : ` (${edit.strength})`;
  return `${sayWhich(which, source)} → ${edit.target}${suffix}`;
}

function sayWhich(which: Selector, source: string): string {
  switch (which.type) {
    case 'best':
      return source;
    case 'all':
      return `${which.count ?? 'all'} ${source}`;
    case 'side':
      return `${which.side} ${source}`;
    case 'size':
      return `${which.size} ${source}`;
    case 'depth':
      return `${which.depth} ${source}`;
    case 'ordinal':
      return `${source} #${which.ordinal}${which.from ? ` from the ${which.from}` : ''}`;
    case 'part-of':
      return `${source} of ${sayWhich(which.ownerWhich ?? { type: 'best' }, which.owner)}`;
    case 'near':
      return `${source} ${which.relation.replaceAll('-', ' ')} ${sayWhich(which.otherWhich ?? { type: 'best' }, which.other)}`;
  }
}

/** `understood as: cat → dog · hat → red` */
export function sayUnderstood(say: Say, edits: readonly Change[]): string {
  return say('understood', { edits: edits.map(sayEdit).join(' · ') });
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

/** The line under a finished job's picture: how long it took, and what is worth knowing of it. */
export function sayDone(say: Say, job: Job): string {
  const { startedAt, finishedAt, result } = job;
  const seconds = startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : 0;
  const method = result ? ` · ${result.config.method}` : '';
  return `${say('done', { duration: sayDuration(say, seconds) })}${method}`;
}
