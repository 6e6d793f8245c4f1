// The work of the engine's own process: it loads one editor and serves requests until its parent closes the channel, or
// is gone.
import { Worker } from 'node:worker_threads';
import type { OnProgress } from '@dualedit/foundation';
import type { Engine } from '../edit/large/full-picture.js';
import { loadEngine } from '../edit/local-editor.js';
import { moduleMaskSource } from '../masks/mask-source-module.js';
import { defaultPackFolder } from '../pack/open-pack.js';
import { chooseDevice } from '../session/device.js';
import type { HostOptions } from './host-options.js';
import { type FromHost, packError, type Question, type ToHost, unpackError } from './messages.js';

type Reply = ToHost & { type: 'reply' };

const aborts = new Map<number, AbortController>();
/** Edits that wait for the caller. */
const waiting = new Map<number, (reply: Reply) => void>();
let editor: Promise<Engine> | undefined;

const end = () => process.exit(0);

/** A run that ends after the parent may find the channel broken before it hears that it is closed. */
const send = (message: FromHost, onSent?: () => void) =>
  process.send?.(message, undefined, undefined, (error) => {
    if (error) end();
    onSent?.();
  });

async function receive(message: ToHost): Promise<void> {
  const { id } = message;
  if (message.type === 'abort') {
    aborts.get(id)?.abort();
    return;
  }
  if (message.type === 'reply') {
    waiting.get(id)?.(message);
    return;
  }
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    const value = await answer(message, abort.signal, (progress) => send({ type: 'progress', id, progress }));
    // Else what a large picture took stays until the next one, while the caller pastes into it.
    const isLarge = message.type === 'edit' && message.full !== undefined;
    send({ type: 'done', id, value }, isLarge ? () => setTimeout(() => globalThis.gc?.()) : undefined);
  } catch (error) {
    send({ type: 'failed', id, error: packError(error) });
  } finally {
    aborts.delete(id);
    waiting.delete(id);
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
  const { id, request, wantsMasks, full } = question;
  return loaded.edit({
    ...request,
    signal,
    onProgress,
    ...(wantsMasks && {
      onMasks: async (masks, unnamed) => void (await asked({ type: 'masks', id, masks, unnamed })),
    }),
    ...(full && { full: { ...full, part: async (box) => (await asked({ type: 'part', id, box })).part! } }),
  });
}

/** Resolves once the caller has replied. */
function asked(message: FromHost & { type: 'masks' | 'part' }): Promise<Reply> {
  return new Promise((resolve, reject) => {
    waiting.set(message.id, (reply) => (reply.error ? reject(unpackError(reply.error)) : resolve(reply)));
    send(message);
  });
}

async function load({ maskSource, ...options }: HostOptions): Promise<Engine> {
  if (maskSource === undefined) return loadEngine(options);
  const { pack = defaultPackFolder() } = options;
  const { name: device } = await chooseDevice(options.device ?? 'auto');
  return loadEngine({ ...options, maskSource: moduleMaskSource(maskSource, { pack, device }) });
}

process.on('message', (message: ToHost) => void receive(message));
process.on('disconnect', end);
new Worker(new URL('./parent-watch.js', import.meta.url), { workerData: { parent: process.ppid } }).unref();
// The parent decides when work stops; a Ctrl-C in a terminal reaches the whole process group.
process.on('SIGINT', () => {});
