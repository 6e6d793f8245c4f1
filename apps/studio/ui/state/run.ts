import { computed, effect, signal } from '@preact/signals';
import type { EditRequest, EditSettings, EditView, ErrorBody } from '../../src/contract.js';
import { base64Of } from '../api/masks.js';
import { post, RequestError } from '../api/request.js';
import { editOf, isOver, learn } from './edits.js';
import { withPicture } from './find.js';
import { picture } from './picture.js';
import { bodyOf, isOnline, waitForServer } from './server.js';
import { prompt, settings, variants } from './settings.js';
import { paintedSlots } from './slots.js';
import { command } from './words.js';

/** The edit whose progress or result is on the picture. */
export const shownId = signal<string | undefined>();
/** Which of its variants. */
export const shownResult = signal<number | undefined>();
export const shown = computed(() => editOf(shownId.value));
export const isRunning = computed(() => shown.value !== undefined && !isOver(shown.value));
/** Whether the shown edit has a result, and which. */
export const result = computed(() => {
  const { status, results = [], chosen = 0 } = shown.value ?? {};
  return status === 'done'
    ? (results.find(({ index }) => index === (shownResult.value ?? chosen)) ?? results[0])
    : undefined;
});
/** Why the last edit could not be asked for. */
export const runError = signal<ErrorBody | undefined>();
/** Edits that could not be asked for because the server is away. */
export const waiting = signal<readonly Ask[]>([]);

interface Ask {
  key: string;
  body: EditRequest;
}

/** Asks for the edit as it is in the window. */
export async function run(language: string, changed: EditSettings = {}): Promise<void> {
  const open = picture.peek();
  if (!open || command.peek().trim() === '') return;
  const text = command.peek();
  const masks: Record<string, string> = {};
  for (const slot of paintedSlots()) masks[slot.edit!.index] = await base64Of(slot.raster);
  await ask({
    key: crypto.randomUUID(),
    body: {
      picture: open.id,
      command: text,
      language,
      masks,
      settings: { ...settings.peek(), ...changed },
      ...(variants.peek() > 1 && { variants: variants.peek() }),
      ...(prompt.peek().trim() !== '' && { prompt: prompt.peek().trim() }),
      ...(open.parent !== undefined && { parent: open.parent }),
    },
  });
}

/** Sends an edit; if the server is away, as soon as it is back. The key makes sure that it is one edit. */
async function ask(one: Ask): Promise<void> {
  runError.value = undefined;
  try {
    const init = { headers: { 'idempotency-key': one.key } };
    const view = await withPicture(() => post<EditView>('/v1/edits', one.body, init));
    learn(view);
    shownId.value = view.id;
    shownResult.value = undefined;
  } catch (error) {
    if (error instanceof RequestError && error.isOffline) {
      void waitForServer();
      waiting.value = [...waiting.peek(), one];
    } else runError.value = bodyOf(error);
  }
}

/** Sends what had to wait for the server. */
export function sendWhenBack(): void {
  effect(() => {
    if (!isOnline.value || waiting.peek().length === 0) return;
    const all = waiting.peek();
    waiting.value = [];
    void (async () => {
      for (const one of all) await ask(one);
    })();
  });
}
