import { setTimeout as sleep } from 'node:timers/promises';
import type { Jobs } from '@dualedit/jobs';
import type { RunningBot } from './running-bot.js';

/** How long it waits for the database. */
const PATIENCE_MS = 5_000;

/**
 * What `/health` answers. `problems` names what somebody who writes to the bot would notice: `not-connected`,
 * `database-away`, `no-worker`.
 */
export async function healthOf(jobs: Jobs, bot: Pick<RunningBot, 'ready'> | undefined) {
  const connected = (await bot?.ready()) ?? false;
  const away = sleep(PATIENCE_MS, undefined, { ref: false });
  const figures = await Promise.race([jobs.admin.figures().catch(() => undefined), away]);
  const problems = [
    ...(connected ? [] : ['not-connected']),
    ...(figures ? [] : ['database-away']),
    ...(figures?.workers.length === 0 ? ['no-worker'] : []),
  ];
  return {
    ok: problems.length === 0,
    problems,
    connected,
    ...(figures && {
      states: figures.jobs,
      workers: figures.workers.length,
      paused: figures.paused ?? null,
    }),
  };
}
