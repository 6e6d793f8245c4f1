import { effect, signal } from '@preact/signals';
import type { ErrorBody, MasksAnswer, MasksRequest } from '../../src/contract.js';
import { post, RequestError } from '../api/request.js';
import { sideOf } from '../words/side.js';
import { picture, sendAgain } from './picture.js';
import { isOnline, waitForServer } from './server.js';
import { settings } from './settings.js';
import { kept, refresh, slots, takeFound } from './slots.js';
import { readEdits } from './words.js';

/** Whether masks are being looked for. */
export const isFinding = signal(false);
/** Why a mask was not found. */
export const findError = signal<ErrorBody | undefined>();

/** Typing rests for so long before masks are looked for. */
const REST = 350;
let found = '';

/** Looks for the masks of all edits that have none, whenever typing rests. */
export function findWhileTyping(language: () => string): void {
  effect(() => {
    const [edits, open] = [readEdits.value, picture.value];
    findError.value = undefined;
    isFinding.value = false;
    if (!edits || !open || !isOnline.value) return;
    const wanted = JSON.stringify([open.id, edits.map(sideOf)]);
    if (wanted === found && slots.peek().every(({ origin }) => origin !== 'none')) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void find(open.id, edits.map(({ canonical }) => canonical).join(', '), language(), stop.signal).then(
        (isDone) => {
          if (isDone) found = wanted;
        },
      );
    }, REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

async function find(id: string, command: string, language: string, signal: AbortSignal): Promise<boolean> {
  const before = slots.peek();
  const skip = before.flatMap(({ edit, origin }) => (edit && origin === 'painted' ? [edit.index] : []));
  isFinding.value = true;
  try {
    const body: MasksRequest = { command, language, skip, ...(settings.peek().force && { force: true }) };
    const answer = await withPicture(() => post<MasksAnswer>(`/v1/pictures/${id}/masks`, body, { signal }));
    if (signal.aborted) return false;
    kept.value = answer.kept;
    findError.value = answer.missing[0]?.error;
    await Promise.all(
      answer.masks.map((mask) => {
        const slot = slots.peek().find(({ edit }) => edit?.index === mask.edit);
        return slot && takeFound(slot, mask);
      }),
    );
    refresh();
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof RequestError)) throw error;
    if (error.isOffline) void waitForServer();
    else findError.value = error.body;
    return false;
  } finally {
    if (!signal.aborted) isFinding.value = false;
  }
}

/** Does something with the picture; if the server no longer has it, sends it again first. */
export async function withPicture<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 404) throw error;
    await sendAgain();
    return work();
  }
}
