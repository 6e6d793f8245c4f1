import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { aborted, DualeditError, type Mask, type OnProgress } from '@dualedit/foundation';
import type { Editor, EditorOptions, EditRequest, EditResult, MaskRequest } from '../editor.js';
import { type FromHost, type ToHost, unpackError } from './messages.js';

export type HostOptions = Omit<EditorOptions, 'maskSource'>;

/** How long an aborted request may take to stop by itself before its process is killed. */
const ABORT_GRACE_MS = 500;

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onProgress?: OnProgress | undefined;
}

/**
 * Loads an editor in a process of its own, so that a model run never blocks the caller's thread.
 *
 * An abort acts between model calls, and after half a second kills the process; the next request starts
 * another. So does the first request after a crash.
 * @throws DualeditError whatever loading the pack raises
 */
export async function startEditor(options: HostOptions = {}): Promise<Editor> {
  const host = new EditorHost(options);
  await host.ready();
  return host;
}

class EditorHost implements Editor {
  private readonly options: HostOptions;
  private readonly pending = new Map<number, Pending>();
  private child: ChildProcess | undefined;
  private loaded: Promise<unknown> | undefined;
  private lastId = 0;

  constructor(options: HostOptions) {
    this.options = options;
  }

  async ready(): Promise<void> {
    this.loaded ??= this.start();
    await this.loaded;
  }

  async edit({ onProgress, signal, ...request }: EditRequest): Promise<EditResult> {
    const id = ++this.lastId;
    return (await this.ask({ type: 'edit', id, request }, onProgress, signal)) as EditResult;
  }

  async masks({ onProgress, signal, ...request }: MaskRequest): Promise<Mask[]> {
    const id = ++this.lastId;
    return (await this.ask({ type: 'masks', id, request }, onProgress, signal)) as Mask[];
  }

  async close(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
  }

  private start(): Promise<unknown> {
    const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    // However this process ends, the engine's must not outlive it in the middle of a model run.
    const killWithParent = () => child.kill('SIGKILL');
    process.once('exit', killWithParent);
    child.once('exit', () => process.off('exit', killWithParent));
    child.on('message', (message: FromHost) => this.receive(message));
    child.once('exit', (code, signal) => this.lost(code, signal));
    return this.post({ type: 'load', options: this.options }, 0, undefined);
  }

  private async ask(message: ToHost & { id: number }, onProgress?: OnProgress, signal?: AbortSignal) {
    if (signal?.aborted) throw aborted();
    await this.ready();
    const answer = this.post(message, message.id, onProgress);
    let grace: NodeJS.Timeout | undefined;
    const onAbort = () => {
      this.child?.send({ type: 'abort', id: message.id } satisfies ToHost);
      grace = setTimeout(() => {
        this.pending.get(message.id)?.reject(aborted());
        this.pending.delete(message.id);
        void this.close();
      }, ABORT_GRACE_MS);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await answer;
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  private post(message: ToHost, id: number, onProgress: OnProgress | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, onProgress });
      this.child!.send(message);
    });
  }

  private receive(message: FromHost): void {
    const waiting = this.pending.get(message.id);
    if (message.type === 'progress') {
      waiting?.onProgress?.(message.progress);
      return;
    }
    this.pending.delete(message.id);
    if (message.type === 'done') waiting?.resolve(message.value);
    else waiting?.reject(unpackError(message.error));
  }

  private lost(code: number | null, signal: NodeJS.Signals | null): void {
    this.loaded = undefined;
    for (const [id, waiting] of this.pending) {
      this.pending.delete(id);
      waiting.reject(
        new DualeditError({
          code: 'engine-crashed',
          message: `The engine's process ended before it answered (${signal ?? `exit code ${code}`}).`,
          hint: 'Try again; if it was killed for memory, use a smaller model or close other programs.',
        }),
      );
    }
  }
}
