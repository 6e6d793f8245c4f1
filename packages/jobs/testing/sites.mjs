import { startDatabase } from './databases.mjs';
import { startProcess } from './driver.mjs';
import { startPlatform } from './platform.mjs';

/**
 * A place where jobs are run: a database, a platform, and the processes at work. On a server, the front end and
 * each worker are processes of their own; with an embedded database all are one.
 */
export async function openSite(kind, defaults = {}) {
  const platform = await startPlatform();
  const { store, ...base } = await startDatabase(kind);
  const running = new Set();
  const start = async (settings) => {
    const process = await startProcess({ store: { ...store, ...defaults }, ...settings });
    running.add(process);
    return process;
  };
  return {
    kind,
    platform,
    store,
    start,
    halt: base.halt,
    restart: base.start,
    /** Starts a front end and `workers` workers. `settings` is for all of them, `frontEnd` for the one. */
    async crew({ workers = 1, frontEnd = {}, ...settings } = {}) {
      const chat = { platform: platform.url, ...frontEnd };
      if (kind === 'embedded') {
        const all = opened(await start({ ...settings, workers, frontEnd: chat }));
        return { asker: all, workers: [all] };
      }
      const all = await Promise.all([
        start({ ...settings, frontEnd: chat }),
        ...Array.from({ length: workers }, () => start({ ...settings, workers: 1 })),
      ]);
      const [asker, ...others] = all.map(opened);
      return { asker, workers: others };
    },
    /** How often edits were begun, by their names. */
    starts() {
      const counts = new Map();
      for (const { events } of running) {
        for (const { event, phase, name } of events) {
          if (event === 'run' && phase === 'start') counts.set(name, (counts.get(name) ?? 0) + 1);
        }
      }
      return counts;
    },
    async close() {
      await Promise.all([...running].map((process) => process.kill()));
      await Promise.all([platform.stop(), base.stop()]);
    },
  };
}

/** The process, unless it could not open the database: it has ended then, and everything after would fail for that. */
function opened(process) {
  const refusal = process.events.find(({ event }) => event === 'refused');
  if (refusal) throw new Error(`A process was refused: ${refusal.code ?? ''} ${refusal.message}`);
  return process;
}
