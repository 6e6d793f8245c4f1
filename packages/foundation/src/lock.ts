import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DualeditError } from './error.js';

/** Who holds a lock: a process, told apart from a later one with the same number by when it started. */
interface Holder {
  pid: number;
  host: string;
  started: string;
}

const TOUCH_MS = 10_000;
/** A holder on another machine cannot be looked for; it counts as dead after this silence. */
const SILENCE_MS = 120_000;
/** A lock file appears empty and is written at once; one that stays empty was left by a crash. */
const WRITE_MS = 2000;

/**
 * Creates a lock file, or raises `taken(holder)` where a living process holds it. A dead process's lock is
 * taken over.
 * @returns how to release it
 */
export async function takeLock(
  path: string,
  taken: (holder: string) => DualeditError,
): Promise<() => Promise<void>> {
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: await startOf(process.pid),
  } satisfies Holder);
  while (!(await create(path, mine))) {
    const holder = await livingHolder(path);
    if (holder) throw taken(`process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`);
    await clearAway(path);
  }
  const touch = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), TOUCH_MS);
  touch.unref();
  return async () => {
    clearInterval(touch);
    await rm(path, { force: true });
  };
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function livingHolder(path: string): Promise<Holder | undefined> {
  const [text, silence] = await Promise.all([readFile(path, 'utf8'), silenceOf(path)]).catch(() => ['', 0]);
  if (text === '') {
    // Being written, or just released.
    await sleep(50);
    return;
  }
  const holder = JSON.parse(text as string) as Holder;
  if (holder.host !== hostname()) return (silence as number) < SILENCE_MS ? holder : undefined;
  return (await startOf(holder.pid)) === holder.started ? holder : undefined;
}

/** Removes a dead holder's lock. Of several processes that find it dead, one looks again and removes it. */
async function clearAway(path: string): Promise<void> {
  const broom = `${path}.clearing`;
  if (!(await create(broom, ''))) {
    if ((await silenceOf(broom)) > WRITE_MS) await rm(broom, { force: true });
    await sleep(50);
    return;
  }
  try {
    const empty = (await stat(path).catch(() => undefined))?.size === 0;
    const abandoned = empty ? (await silenceOf(path)) > WRITE_MS : !(await livingHolder(path));
    if (abandoned) await rm(path, { force: true });
  } finally {
    await rm(broom, { force: true });
  }
}

/** Milliseconds since the file was last written or touched; 0 where there is none. */
async function silenceOf(path: string): Promise<number> {
  const info = await stat(path).catch(() => undefined);
  return info ? Date.now() - info.mtimeMs : 0;
}

/** When a process started, as the kernel tells it; `alive` where it does not tell, `` for no such process. */
async function startOf(pid: number): Promise<string> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return '';
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The command's name, in brackets, may hold anything; the state follows it, and the start 19 fields later.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? '' : (fields[19] ?? 'alive');
}
