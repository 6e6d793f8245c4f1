// The engine's own process: it loads one editor and serves requests until its parent closes the channel.
import type { Editor } from '../editor.js';
import { loadEditor } from '../local-editor.js';
import { type FromHost, packError, type ToHost } from './messages.js';

const aborts = new Map<number, AbortController>();
let editor: Promise<Editor> | undefined;

const send = (message: FromHost) => process.send?.(message);

async function serve(message: ToHost): Promise<void> {
  if (message.type === 'abort') {
    aborts.get(message.id)?.abort();
    return;
  }
  const id = message.type === 'load' ? 0 : message.id;
  try {
    if (message.type === 'load') {
      editor = loadEditor(message.options);
      await editor;
      send({ type: 'done', id, value: undefined });
      return;
    }
    const abort = new AbortController();
    aborts.set(id, abort);
    const request = {
      ...message.request,
      signal: abort.signal,
      onProgress: (progress: Extract<FromHost, { type: 'progress' }>['progress']) =>
        send({ type: 'progress', id, progress }),
    };
    const loaded = await editor!;
    const value = message.type === 'edit' ? await loaded.edit(request) : await loaded.masks(request);
    send({ type: 'done', id, value });
  } catch (error) {
    send({ type: 'failed', id, error: packError(error) });
  } finally {
    aborts.delete(id);
  }
}

process.on('message', (message: ToHost) => void serve(message));
process.on('disconnect', () => process.exit(0));
// The parent decides when work stops; a Ctrl-C in a terminal reaches the whole process group.
process.on('SIGINT', () => {});
