import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { unpackError } from '@dualedit/core';
import { aborted, DualeditError, type Picture, throwIfAborted } from '@dualedit/foundation';
import type { FinderModels, FinderQuestion, FoundThings, FromFinder, PointedThing } from './messages.js';

/** A picture that is sent if it is not there. */
interface Sendable {
  id: string;
  decode(): Promise<Picture>;
}

/** A question about a picture. */
type Asked<Question = FinderQuestion> = Question extends { picture: string }
  ? Question extends { type: 'hold' }
    ? never
    : Omit<Question, 'picture'>
  : never;

interface Running {
  child: ChildProcess;
  loading: Promise<unknown>;
}

interface Pending {
  resolve(answer: FromFinder): void;
  reject(error: unknown): void;
}

/** The process in which a finder's models run: a run of a model blocks its thread. */
export class FinderProcess {
  private readonly models: FinderModels;
  private readonly pending = new Map<number, Pending>();
  private running: Running | undefined;
  private lastId = 0;

  constructor(models: FinderModels) {
    this.models = models;
  }

  async ask(
    question: Asked,
    picture: Sendable,
    signal?: AbortSignal,
  ): Promise<FoundThings | PointedThing | undefined> {
    throwIfAborted(signal);
    const child = await this.ready();
    const asked = { ...question, picture: picture.id } as FinderQuestion;
    let answer = await this.send(child, asked, signal);
    if (answer.type === 'needs-picture') {
      const pixels = await picture.decode();
      await this.send(child, { type: 'hold', picture: picture.id, pixels }, signal);
      answer = await this.send(child, asked, signal);
    }
    return answer.type === 'done' ? answer.value : undefined;
  }

  async close(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    if (!running || running.child.exitCode !== null || running.child.signalCode !== null) return;
    const gone = once(running.child, 'exit');
    running.child.kill('SIGKILL');
    await gone;
  }

  private async ready(): Promise<ChildProcess> {
    this.running ??= this.start();
    const { child, loading } = this.running;
    await loading;
    return child;
  }

  private start(): Running {
    const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    const killWithParent = () => child.kill('SIGKILL');
    process.once('exit', killWithParent);
    child.on('message', (answer: FromFinder) => this.receive(answer));
    child.once('exit', (code, signal) => {
      process.off('exit', killWithParent);
      if (this.running?.child === child) this.running = undefined;
      for (const { reject } of this.pending.values()) reject(ended(signal ?? `exit code ${code}`));
      this.pending.clear();
    });
    const loading = this.send(child, { type: 'load', models: this.models }).catch((error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    });
    return { child, loading };
  }

  private send(child: ChildProcess, question: FinderQuestion, signal?: AbortSignal): Promise<FromFinder> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const stop = () => {
        child.send({ type: 'abort', id }, () => {});
        this.pending.delete(id);
        reject(aborted(signal?.reason));
      };
      const settled = () => signal?.removeEventListener('abort', stop);
      this.pending.set(id, {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop, { once: true });
      child.send({ ...question, id }, () => {});
    });
  }

  private receive(answer: FromFinder): void {
    const waiting = this.pending.get(answer.id);
    this.pending.delete(answer.id);
    if (answer.type === 'failed') waiting?.reject(unpackError(answer.error));
    else waiting?.resolve(answer);
  }
}

function ended(how: string): DualeditError {
  return new DualeditError({
    code: 'engine-crashed',
    message: `The process that finds things ended before it answered (${how}).`,
    hint: 'Try again; if it was killed for memory, use a smaller model or close other programs.',
    received: how,
  });
}
