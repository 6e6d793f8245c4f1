// What must hold, with real processes that are killed. Each scenario returns its figures; tests and the
// measuring script judge them.
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { renderMasks } from '@dualedit/diorama';
import { encodeMask } from '@dualedit/foundation';
import { until } from './opened.mjs';
import { PROMPT, requestOf, SCENE } from './requests.mjs';
import { openSite } from './sites.mjs';

/** Long enough for a process that lives to renew it on a busy machine. */
const LEASE_SECONDS = 6;

async function at(kind, options, scenario) {
  const site = await openSite(kind, {
    leaseSeconds: LEASE_SECONDS,
    limits: { inFlight: 1000, perHour: 1000, queueLength: 1000 },
    ...options,
  });
  try {
    return { database: kind, ...(await scenario(site)) };
  } finally {
    await site.close();
  }
}

const seconds = (since) => Number(((performance.now() - since) / 1000).toFixed(2));
const finished = (process, id) => until(async () => (await process.call('get', id)).finishedAt);
const began = ({ event, phase }) => event === 'run' && phase === 'start';

/** How often each of the jobs was answered: arrived at the platform, and shown by it. */
function answers({ platform }, ids) {
  const count = (list, id) => list.filter(({ job }) => job === id).length;
  return {
    jobs: ids.length,
    lost: ids.filter((id) => count(platform.shown, id) === 0).length,
    twice: ids.filter((id) => count(platform.shown, id) > 1).length,
    arrivedTwice: ids.filter((id) => count(platform.arrived, id) > 1).length,
  };
}

/** kill −9 of a worker in mid-edit. */
export function killWorker(kind) {
  return at(kind, {}, async (site) => {
    const { asker, workers } = await site.crew({ editMilliseconds: 60_000 });
    const { job } = await asker.call('enqueue', await requestOf('hat'));
    await workers[0].saw(began);
    const killed = performance.now();
    await workers[0].kill();
    const again =
      kind === 'embedded' ? await site.crew() : { asker, workers: [await site.start({ workers: 1 })] };
    await site.platform.answered(1);
    const { state, failedTries } = await again.asker.call('get', job.id);
    return {
      ...answers(site, [job.id]),
      state,
      reasons: failedTries.map(({ error }) => error.code),
      secondsToAnswer: seconds(killed),
    };
  });
}

/** The same in the middle of a real edit; its engine's process must not outlive it. */
export function killRealWorker(kind) {
  return at(kind, {}, async (site) => {
    const { asker, workers } = await site.crew({ real: true });
    const mask = await encodeMask((await renderMasks(SCENE, 96))[1].visible);
    const options = { prompt: PROMPT, settings: { steps: 20 }, masks: [mask] };
    const { job } = await asker.call('enqueue', await requestOf('ball', { options }));
    await asker.saw(
      ({ event, state, fraction }) => event === 'watch' && state === 'editing' && fraction > 0.3,
    );
    const engine = await childOf(workers[0].pid);
    const killed = performance.now();
    await workers[0].kill();
    const next = kind === 'embedded' ? (await site.crew({ real: true })).asker : asker;
    if (kind === 'postgres') await site.start({ workers: 1, real: true });
    await site.platform.answered(1);
    const secondsToAnswer = seconds(killed);
    const { state, failedTries, result } = await next.call('get', job.id);
    return {
      ...answers(site, [job.id]),
      state,
      reasons: failedTries.map(({ error }) => error.code),
      maxChangeOutside: result?.metrics.maxChangeOutside,
      engineLeft: (await stat(`/proc/${engine}`).catch(() => undefined)) !== undefined,
      secondsToAnswer,
    };
  });
}

/** The first child process of a process, as Linux knows it. */
async function childOf(pid) {
  return (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ')[0];
}

/** A worker that stands still for longer than its lease, and then goes on: its result must not count. */
export function freezeWorker() {
  return at('postgres', {}, async (site) => {
    const { asker, workers } = await site.crew({ editMilliseconds: 10_000 });
    const { job } = await asker.call('enqueue', await requestOf('hat'));
    await workers[0].saw(began);
    process.kill(workers[0].pid, 'SIGSTOP');
    await site.start({ workers: 1 });
    await site.platform.answered(1);
    const { result, failedTries } = await asker.call('get', job.id);
    process.kill(workers[0].pid, 'SIGCONT');
    await asker.call('enqueue', await requestOf('after', { user: 'u2' }));
    await site.platform.answered(2);
    return {
      ...answers(site, [job.id]),
      starts: [...site.starts().values()][0],
      resultKept: Boolean(result),
      reasons: failedTries.map(({ error }) => error.code),
    };
  });
}

/**
 * kill −9 of the front end: `away`, before the job is done; `before` and `after` the platform took the answer
 * and before that was acknowledged. The next one goes on with the message that was set last.
 */
export function killFrontEnd(kind, moment, { settleSeconds = LEASE_SECONDS * 1.5 } = {}) {
  return at(kind, {}, async (site) => {
    const hold = moment === 'away' ? {} : { hold: moment };
    const first = await site.crew({ editMilliseconds: moment === 'away' ? 3000 : 500, frontEnd: hold });
    const { job } = await first.asker.call('enqueue', await requestOf('hat'));
    await first.asker.call('setAddress', job.id, { message: 'status-of-hat' });
    if (moment === 'away') await first.workers[0].saw(began);
    else await first.asker.saw(({ event }) => event === 'holding');
    await first.asker.kill();
    if (moment === 'away' && kind === 'postgres') await finished(first.workers[0], job.id);
    const next = await site.crew({ workers: kind === 'postgres' ? 0 : 1 });
    await until(async () => (await next.asker.call('get', job.id)).delivery === 'delivered');
    // Were there a second answer, it would come within the lease of the one that was killed.
    await sleep(settleSeconds * 1000);
    return {
      moment,
      ...answers(site, [job.id]),
      message: site.platform.shown[0].message,
      attempts: site.platform.arrived.at(-1).attempt,
      undelivered: (await next.asker.call('admin.figures')).undelivered.chat ?? 0,
    };
  });
}

/**
 * The database away in the middle of work. A server is crashed, and the front end goes on asking meanwhile; an
 * embedded database is away when its process is, so that is killed.
 */
export function databaseAway(kind, { awaySeconds, jobs, ...options }) {
  return at(kind, options, async (site) => {
    const crew = await site.crew({ workers: 3, editMilliseconds: 300, frontEnd: { concurrency: 3 } });
    const ask = async (asker, from, to) => {
      const asked = [];
      for (let i = from; i < to; i++) {
        const request = await requestOf(`thing-${i}`, { user: `u${i % 5}` });
        asked.push((await asker.call('insist.enqueue', request)).job.id);
      }
      return asked;
    };
    const ids = await ask(crew.asker, 0, jobs / 2);
    await Promise.any(crew.workers.map((worker) => worker.saw(began)));
    let meanwhile = Promise.resolve([]);
    let next = crew.asker;
    let away;
    const since = performance.now();
    if (kind === 'postgres') {
      await site.halt();
      meanwhile = ask(crew.asker, jobs / 2, jobs);
      await sleep(awaySeconds * 1000);
      await site.restart();
      away = seconds(since);
    } else {
      await crew.asker.kill();
      await sleep(awaySeconds * 1000);
      away = seconds(since);
      next = (await site.crew({ workers: 3, editMilliseconds: 300, frontEnd: { concurrency: 3 } })).asker;
      meanwhile = ask(next, jobs / 2, jobs);
    }
    ids.push(...(await meanwhile));
    await site.platform.answered(jobs);
    const all = await Promise.all(ids.map((id) => next.call('get', id)));
    const starts = [...site.starts().values()];
    return {
      ...answers(site, ids),
      awaySeconds: away,
      done: all.filter(({ state }) => state === 'done').length,
      askedMeanwhile: kind === 'postgres' ? jobs / 2 : 0,
      failedTries: all.flatMap(({ failedTries }) => failedTries.map(({ error }) => error.code)),
      startedAgain: starts.filter((count) => count > 1).length,
    };
  });
}

/** A second process on an embedded database's folder. */
export function secondProcess() {
  return at('embedded', {}, async (site) => {
    const { asker } = await site.crew();
    const second = await site.start({ workers: 1 });
    const { code, hint, ...refusal } = second.events[0];
    const message = refusal.message.replace(site.store.folder, 'jobs');
    await second.exited;
    const { job } = await asker.call('enqueue', await requestOf('hat'));
    await site.platform.answered(1);
    return {
      code,
      message,
      hint,
      namesProcess: message.includes(`process ${asker.pid}`),
      ...answers(site, [job.id]),
    };
  });
}

/** A job cancelled while it waits and one while it runs. */
export function cancelBoth(kind) {
  return at(kind, {}, async (site) => {
    const { asker, workers } = await site.crew({ editMilliseconds: 60_000 });
    const running = (await asker.call('enqueue', await requestOf('running'))).job.id;
    await workers[0].saw(began);
    const queued = (await asker.call('enqueue', await requestOf('queued', { user: 'u2' }))).job.id;
    const ended = async (id, answered) => {
      const since = performance.now();
      await asker.call('cancel', id);
      await site.platform.answered(answered);
      return seconds(since);
    };
    const queuedSeconds = await ended(queued, 1);
    const runningSeconds = await ended(running, 2);
    const states = await Promise.all(
      [queued, running].map(async (id) => (await asker.call('get', id)).state),
    );
    return { ...answers(site, [queued, running]), states, queuedSeconds, runningSeconds };
  });
}
