import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DualeditError, type OnProgress } from '@dualedit/foundation';
import type { EngineRequest } from '../edit/large/full-picture.js';
import { type FromHost, packError, type Question, type ToHost, unpackError } from './messages.js';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  on?: Listeners | undefined;
}

/**
 * For glibc's allocator, which elsewhere mean nothing: large buffers go back to the system when they are freed, instead
 * of staying for others of their size.
 */
const ALLOCATOR = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  MALLOC_TRIM_THRESHOLD_: '1048576',
};

/** What hears of a question while it is answered. */
export interface Listeners {
  onProgress?: OnProgress | undefined;
  onMasks?: EngineRequest['onMasks'] | undefined;
  full?: EngineRequest['full'] | undefined;
}

/** A question on its way; `abort` asks the engine to give it up at its next step. */
export interface Asked {
  answer: Promise<unknown>;
  abort(): void;
}

/**
 * The engine's own process, from its start to its end. One may be started before it is known what to load: its libraries
 * take as long as those of the program that starts it.
 *
 * @example
 * const engine = new EngineProcess();
 * const { openEditor } = await import('@dualedit/editor');
 * const editor = await openEditor({ engine });
 */
export class EngineProcess {
  /** Fulfilled when the process is gone, however it went. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  /** Why nothing is answered any more. */
  private over: DualeditError | undefined;

  constructor() {
    const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Those of the caller may be about its own program alone, such as how to read a script from standard input.
      execArgv: ['--expose-gc'],
      env: { ...ALLOCATOR, ...process.env },
    });
    this.child = child;
    // However this process ends, the engine's must not outlive it in the middle of a model run.
    const killWithParent = () => child.kill('SIGKILL');
    process.once('exit', killWithParent);
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        process.off('exit', killWithParent);
        this.over = crashed(how);
        this.fail(this.over);
        resolve();
      };
      child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
      child.once('error', ({ message }) => end(message));
    });
    child.on('message', (message: FromHost) => this.receive(message));
  }

  ask(question: Question, on?: Listeners): Asked {
    const id = ++this.lastId;
    const answer = new Promise((resolve, reject) => {
      if (this.over) return reject(this.over);
      this.pending.set(id, { resolve, reject, on });
      this.send({ ...question, id });
    });
    return { answer, abort: () => this.send({ type: 'abort', id }) };
  }

  /** Ends the process at once; whoever waits for an answer gets `reason`. */
  async kill(reason: DualeditError): Promise<void> {
    this.fail(reason);
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private send(message: ToHost): void {
    // A process that can no longer be reached has ended or is about to, which is reported once it has.
    this.child.send(message, () => {});
  }

  private receive(message: FromHost): void {
    const waiting = this.pending.get(message.id);
    if (message.type === 'progress') {
      waiting?.on?.onProgress?.(message.progress);
      return;
    }
    if (message.type === 'masks' || message.type === 'part') {
      void this.reply(message, waiting?.on);
      return;
    }
    this.pending.delete(message.id);
    if (message.type === 'done') waiting?.resolve(message.value);
    else waiting?.reject(unpackError(message.error));
  }

  /** Answers what the engine waits for. */
  private async reply(message: FromHost & { type: 'masks' | 'part' }, on?: Listeners): Promise<void> {
    const { id } = message;
    try {
      if (message.type === 'masks') {
        await on?.onMasks?.(message.masks, message.unnamed);
        this.send({ type: 'reply', id });
      } else {
        const part = await on?.full?.part(message.box);
        this.send({ type: 'reply', id, ...(part && { part }) });
      }
    } catch (error) {
      this.send({ type: 'reply', id, error: packError(error) });
    }
  }

  private fail(reason: DualeditError): void {
    for (const { reject } of this.pending.values()) reject(reason);
    this.pending.clear();
  }
}

function crashed(how: string): DualeditError {
  return new DualeditError({
    code: 'engine-crashed',
    message: `The engine's process ended before it answered (${how}).`,
    hint: 'Try again; if it was killed for memory, use a smaller model or close other programs.',
    received: how,
  });
}
