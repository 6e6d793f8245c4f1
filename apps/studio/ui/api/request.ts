import { signal } from '@preact/signals';
import type { ErrorBody, Failure } from '../../src/contract.js';

/** A request that was refused or could not be made; its texts are for whoever sits in front of the screen. */
export class RequestError extends Error {
  readonly body: ErrorBody;
  /** 0 if the server did not answer. */
  readonly status: number;

  constructor(body: ErrorBody, status: number) {
    super(body.message);
    this.body = body;
    this.status = status;
  }

  /** Whether the same request may succeed as soon as the server is back. */
  get isOffline(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503;
  }
}

const OFFLINE: ErrorBody = { code: 'offline', message: '', next: '' };

/** The language of messages, set once texts are loaded. */
export const spoken = { language: 'en' };

/** Whether the server wants a token that this window does not have, or a session that is over. */
export const needsToken = signal(false);

/** @throws RequestError; an aborted request rejects with the reason of its signal */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', spoken.language);
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new RequestError(OFFLINE, 0);
  });
  if (response.ok) return response;
  if (response.status === 401) needsToken.value = true;
  throw new RequestError(await bodyOf(response), response.status);
}

/** What the server says; a gateway in between says nothing that can be read. */
async function bodyOf(response: Response): Promise<ErrorBody> {
  const body: unknown = await response.json().catch(() => undefined);
  const isOurs = typeof body === 'object' && body !== null && 'error' in body;
  return isOurs ? (body as Failure).error : OFFLINE;
}

export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await request(path, signal ? { signal } : {});
  return (await response.json()) as Answer;
}

export async function post<Answer>(path: string, body: unknown, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  const response = await request(path, { ...init, method: 'POST', body: JSON.stringify(body), headers });
  return (await response.json()) as Answer;
}
