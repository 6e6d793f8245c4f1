import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./process.mjs', import.meta.url));

/** Starts a process of process.mjs. `call` runs a method of its `Jobs`; `saw` waits for one of its events. */
export async function startProcess(settings) {
  const child = fork(PROGRAM, {
    env: { ...process.env, DATABASE_URL: '', JOBS_PROCESS: JSON.stringify(settings) },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const events = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  const replies = new Map();
  let calls = 0;
  child.on('message', (message) => {
    if (message.reply === undefined) {
      events.push(message);
      arrivals.emit('event');
      return;
    }
    const { resolve, reject } = replies.get(message.reply);
    replies.delete(message.reply);
    if (message.error) reject(Object.assign(new Error(message.error.message), message.error));
    else resolve(message.value);
  });
  void exited.then(() => {
    arrivals.emit('event');
    for (const { reject } of replies.values()) reject(new Error('The process has ended.'));
  });

  const saw = (is, seconds = 220) =>
    new Promise((resolve, reject) => {
      const end = (act, value) => {
        clearTimeout(timer);
        arrivals.off('event', look);
        act(value);
      };
      const timer = setTimeout(() => end(reject, new Error('The event did not come.')), seconds * 1000);
      const look = () => {
        const event = events.find(is);
        if (event) end(resolve, event);
        else if (child.exitCode !== null || child.signalCode !== null)
          end(reject, new Error(`The process has ended: ${JSON.stringify(events.at(-1))}`));
      };
      arrivals.on('event', look);
      look();
    });

  await saw(({ event }) => event === 'ready' || event === 'refused');
  return {
    pid: child.pid,
    events,
    exited,
    saw,
    call: (path, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++calls;
        replies.set(id, { resolve, reject });
        child.send({ id, path, args }, (error) => {
          if (error) reject(new Error(`${error.message} after ${JSON.stringify(events.at(-1))}`));
        });
      }),
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      return exited;
    },
  };
}
