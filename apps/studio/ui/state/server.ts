import { signal } from '@preact/signals';
import type { ErrorBody, ModelInfo } from '../../src/contract.js';
import { get, needsToken, RequestError, request } from '../api/request.js';

/** What is known of the model; undefined until the server has said it. */
export const model = signal<ModelInfo | undefined>();

/** Whether the server answers. */
export const isOnline = signal(true);

/** The server did not answer: waits until it does. */
export async function waitForServer(): Promise<void> {
  if (!isOnline.peek()) return;
  isOnline.value = false;
  while (!isOnline.peek()) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    const answer = await get<ModelInfo>('/v1/model').catch(() => undefined);
    if (!answer) continue;
    model.value = answer;
    isOnline.value = true;
  }
}

const AGAIN_AFTER = 1000;

/** Reads what the server can do, and tries until it answers. A token behind the `#` of the address begins a session. */
export async function connect(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname);
  for (;;) {
    try {
      if (token !== null) await beginSession(token);
      model.value = await get<ModelInfo>('/v1/model');
      needsToken.value = false;
      return;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      needsToken.value = error.status === 401 || error.status === 403;
      if (needsToken.value) return;
      isOnline.value = false;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}

/** Tells the server who this browser is; pictures and events cannot send a token. */
export async function beginSession(token: string): Promise<void> {
  await request('/v1/session', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
}

/** What a failure says; the one of a defect of ours is in English. */
export function bodyOf(error: unknown): ErrorBody {
  if (error instanceof RequestError) return error.body;
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), next: '' };
}
