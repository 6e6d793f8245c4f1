import type { Figures, Jobs } from '@dualedit/jobs';

const MIB = 2 ** 20;

/** What those may do who run a bot. */
export type Operation =
  | { verb: 'figures' }
  | { verb: 'pause'; reason: string }
  | { verb: 'resume' }
  | { verb: 'allow' | 'block' | 'remove'; subjects: readonly string[]; note: string; minutes?: number }
  | { verb: 'ban' | 'unban'; phrase: string }
  | { verb: 'audit' };

/** Who does it, as the platform writes users. */
export interface Operator {
  frontEnd: string;
  id: string;
  /** Whether results are looked at by a safety checker. */
  isChecked: boolean;
}

/** Does it. @returns what is said about it, in English and as plain text */
export async function operate(jobs: Jobs, operator: Operator, operation: Operation): Promise<string> {
  const { frontEnd, id: actor, isChecked } = operator;
  if (operation.verb === 'figures') {
    const checked = isChecked ? 'on' : 'off, or the model has none';
    return `${describe(await jobs.admin.figures(), jobs.limits, frontEnd)}\nSafety checker: ${checked}`;
  }
  if (operation.verb === 'audit') return sayActs(await jobs.moderation.acts(frontEnd));
  const said = await done(jobs, frontEnd, operation);
  const { about, note } = recorded(operation);
  await jobs.moderation.record({ frontEnd, place: '', actor, action: operation.verb, about, note });
  return said;
}

function recorded(operation: Acting): { about: string; note: string } {
  if (operation.verb === 'pause') return { about: '', note: operation.reason };
  if ('phrase' in operation) return { about: '', note: operation.phrase };
  if ('subjects' in operation) return { about: operation.subjects.join(' '), note: operation.note };
  return { about: '', note: '' };
}

type Acting = Exclude<Operation, { verb: 'figures' } | { verb: 'audit' }>;

async function done(jobs: Jobs, frontEnd: string, operation: Acting): Promise<string> {
  switch (operation.verb) {
    case 'pause':
      await jobs.admin.pause(operation.reason);
      return 'Paused. What runs is finished, nothing new is started.';
    case 'resume':
      await jobs.admin.resume();
      return 'Going on.';
    case 'ban':
    case 'unban': {
      await jobs.moderation[operation.verb]({ frontEnd, place: '', locale: '', phrase: operation.phrase });
      const banned = await jobs.moderation.banned(frontEnd, '');
      return `Banned everywhere: ${banned.map(({ phrase }) => phrase).join(', ') || 'nothing'}`;
    }
    default: {
      const { verb: rule, subjects, note, minutes } = operation;
      const until = minutes === undefined ? undefined : new Date(Date.now() + minutes * 60_000);
      for (const subject of subjects) {
        if (rule === 'remove') await jobs.admin.removeRule(frontEnd, subject);
        else await jobs.admin.setRule({ frontEnd, subject, rule, note, ...(until && { until }) });
      }
      return `${rule}: ${subjects.join(', ')}${until ? ` until ${until.toISOString()}` : ''}`;
    }
  }
}

/** Acts of those in charge, one line each. */
export function sayActs(acts: Awaited<ReturnType<Jobs['moderation']['acts']>>): string {
  const lines = acts.map(
    ({ at, actor, action, about, note }) =>
      `${at.toISOString().slice(0, 16).replace('T', ' ')} ${actor}: ${[action, about, note].filter(Boolean).join(' ')}`,
  );
  return lines.join('\n') || '–';
}

function describe(figures: Figures, limits: Jobs['limits'], frontEnd: string): string {
  const { jobs, day, pictures, workers, undelivered, undeliverable, paused } = figures;
  const lines = [
    ...(paused === undefined ? [] : [`Paused: ${paused}`]),
    `Queued ${jobs.queued}, running ${jobs.masks + jobs.editing}; the oldest waits ${Math.round(figures.oldestQueuedSeconds)} s`,
    `Last 24 hours: ${day.done} done, ${day.failed} failed, ${day.cancelled} cancelled, ${day.users} users; waited ${day.waitSeconds.toFixed(0)} s, ran ${day.runSeconds.toFixed(0)} s (medians)`,
    ...Object.entries(day.errors).map(([code, count]) => `- ${code}: ${count}`),
    `Pictures: ${pictures.count}, ${(pictures.bytes / MIB).toFixed(1)} MB; not delivered yet: ${undelivered[frontEnd] ?? 0}, given up: ${undeliverable[frontEnd] ?? 0}`,
    ...workers.map(
      ({ host, device, job, draining }) =>
        `Worker ${host} on ${device || 'auto'}: ${job ? 'busy' : draining ? 'draining' : 'idle'}`,
    ),
    `Limits: ${limits.inFlight} in flight and ${limits.perHour} an hour per user, queue of ${limits.queueLength}, ${(limits.pictureBytes / MIB).toFixed(0)} MB and ${(limits.picturePixels / 1e6).toFixed(0)} megapixels a picture${limits.allowListOnly ? ', invited only' : ''}`,
  ];
  return lines.join('\n');
}
