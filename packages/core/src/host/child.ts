// The engine's own process: it loads one editor and serves requests until its parent closes the channel, or is gone.
import { Worker } from 'node:worker_threads';
import type { Mask, OnProgress, SeenThing } from '@dualedit/foundation';
import type { Editor } from '../edit/editor.js';
import { loadEditor } from '../edit/local-editor.js';
import { moduleMaskSource } from '../masks/mask-source-module.js';
import { defaultPackFolder } from '../pack/open-pack.js';
import { chooseDevice } from '../session/device.js';
import type { HostOptions } from './host-options.js';
import {
  type FromHost,
  packError,
  type Question,
  type SentError,
  type ToHost,
  unpackError,
} from './messages.js';

const aborts = new Map<number, AbortController>();
/** Edits that wait until their masks are taken. */
const takers = new Map<number, (error?: SentError) => void>();
let editor: Promise<Editor> | undefined;

const end = () => process.exit(0);

/** A run that ends after the parent may find the channel broken before it hears that it is closed. */
const send = (message: FromHost) =>
  process.send?.(message, undefined, undefined, (error) => {
    if (error) end();
  });

async function receive(message: ToHost): Promise<void> {
  const { id } = message;
  if (message.type === 'abort') {
    aborts.get(id)?.abort();
    return;
  }
  if (message.type === 'masks-taken') {
    takers.get(id)?.(message.error);
    return;
  }
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    const value = await answer(message, abort.signal, (progress) => send({ type: 'progress', id, progress }));
    send({ type: 'done', id, value });
  } catch (error) {
    send({ type: 'failed', id, error: packError(error) });
  } finally {
    aborts.delete(id);
    takers.delete(id);
  }
}

async function answer(question: Question & { id: number }, signal: AbortSignal, onProgress: OnProgress) {
  if (question.type === 'load') {
    editor = load(question.options);
    await editor;
    return;
  }
  const loaded = await editor!;
  if (question.type === 'masks') return loaded.masks({ ...question.request, signal, onProgress });
  const { id, request, wantsMasks } = question;
  return loaded.edit({
    ...request,
    signal,
    onProgress,
    ...(wantsMasks && { onMasks: (...found) => handOver(id, ...found) }),
  });
}

/** Resolves once the caller has taken the masks. */
function handOver(id: number, masks: readonly Mask[], unnamed: readonly SeenThing[]): Promise<void> {
  return new Promise((resolve, reject) => {
    takers.set(id, (error) => (error ? reject(unpackError(error)) : resolve()));
    send({ type: 'masks', id, masks, unnamed });
  });
}

async function load({ maskSource, ...options }: HostOptions): Promise<Editor> {
  if (maskSource === undefined) return loadEditor(options);
  const { pack = defaultPackFolder() } = options;
  const { name: device } = await chooseDevice(options.device ?? 'auto');
  return loadEditor({ ...options, maskSource: moduleMaskSource(maskSource, { pack, device }) });
}

process.on('message', (message: ToHost) => void receive(message));
process.on('disconnect', end);
new Worker(new URL('./parent-watch.js', import.meta.url), { workerData: { parent: process.ppid } }).unref();
// The parent decides when work stops; a Ctrl-C in a terminal reaches the whole process group.
process.on('SIGINT', () => {});
