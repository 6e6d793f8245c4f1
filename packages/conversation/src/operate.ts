import type { Figures, Jobs } from '@dualedit/jobs';

const MIB = 2 ** 20;

/** What those may do who run a bot. */
export type Operation =
  | { verb: 'figures' }
  | { verb: 'pause'; reason: string }
  | { verb: 'resume' }
  | { verb: 'allow' | 'block' | 'remove'; subjects: readonly string[]; note: string };

/** Does it. @returns what is said about it, in English and as plain text */
export async function operate(jobs: Jobs, frontEnd: string, operation: Operation): Promise<string> {
  switch (operation.verb) {
    case 'figures':
      return describe(await jobs.admin.figures(), jobs.limits, frontEnd);
    case 'pause':
      await jobs.admin.pause(operation.reason);
      return 'Paused. What runs is finished, nothing new is started.';
    case 'resume':
      await jobs.admin.resume();
      return 'Going on.';
    default: {
      const { verb: rule, subjects, note } = operation;
      for (const subject of subjects) {
        if (rule === 'remove') await jobs.admin.removeRule(frontEnd, subject);
        else await jobs.admin.setRule({ frontEnd, subject, rule, note });
      }
      return `${rule}: ${subjects.join(', ')}`;
    }
  }
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
