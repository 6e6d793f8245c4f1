import { setTimeout as sleep } from 'node:timers/promises';
import { aborted, DualeditError } from '@dualedit/foundation';
import { type Asked, reasonOf, refusal, unreachable } from './refusals.js';

/** How patient requests are. */
export interface Patience {
  /** Tries in a row that bring nothing, the first included. */
  tries: number;
  /** Before the second try, in milliseconds; doubled before each further one. */
  pauseMs: number;
  /** The longest that a server may ask us to wait. */
  longestPauseMs: number;
  /** A transfer that stands still for so long is broken off. */
  stallMs: number;
}

export const PATIENCE: Patience = { tries: 5, pauseMs: 1000, longestPauseMs: 120_000, stallMs: 30_000 };

/** Tells that something is tried again after so many milliseconds, and what kept it from working. */
export type OnWait = (ms: number, reason: string) => void;

export interface FetchOptions {
  asked: Asked;
  patience: Patience;
  onWait?: OnWait | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * A `fetch` for one repository: tries again what may pass (no connection, 429, 5xx), and raises what will not. The
 * access token goes to the endpoint alone, even where a listing's next page is said to lie elsewhere.
 * @throws DualeditError `model-gated`, `model-not-found`, `model-rate-limited`, `model-unreachable`, `aborted`
 */
export function hubFetch({ asked, patience, onWait = () => {}, signal }: FetchOptions): typeof fetch {
  const { endpoint } = asked.settings;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    if (url.origin !== new URL(endpoint).origin) headers.delete('authorization');
    for (let attempt = 1; ; attempt++) {
      const last = attempt >= patience.tries;
      const answer = await once(url, { ...init, headers }, patience.stallMs, signal);
      if (answer instanceof Response) {
        if (answer.ok || answer.status === 416) return answer;
        await answer.body?.cancel();
        if (last || !mayPass(answer.status)) throw refusal(answer, asked);
        const ms = pauseBefore(attempt, patience, answer);
        onWait(ms, `${url.host} answered ${answer.status}`);
        await pause(ms, signal);
      } else {
        if (last) throw unreachable(endpoint, answer);
        const ms = pauseBefore(attempt, patience);
        onWait(ms, reasonOf(answer));
        await pause(ms, signal);
      }
    }
  };
}

/** One request; what kept it from being answered is returned, not raised. */
async function once(
  url: URL,
  init: RequestInit,
  stallMs: number,
  signal: AbortSignal | undefined,
): Promise<Response | Error> {
  const noAnswer = new AbortController();
  const timer = setTimeout(() => noAnswer.abort(new Error('no answer came')), stallMs);
  try {
    const either = AbortSignal.any([noAnswer.signal, ...(signal ? [signal] : [])]);
    return await fetch(url, { ...init, signal: either });
  } catch (error) {
    if (signal?.aborted) throw aborted(signal.reason);
    return error as Error;
  } finally {
    clearTimeout(timer);
  }
}

const mayPass = (status: number) => status === 408 || status === 429 || status >= 500;

function pauseBefore(attempt: number, patience: Patience, answer?: Response): number {
  const asked = Number(answer?.headers.get('retry-after'));
  const wanted = asked > 0 ? asked * 1000 : patience.pauseMs * 2 ** (attempt - 1);
  return Math.min(wanted, patience.longestPauseMs);
}

/** @throws DualeditError `aborted` */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (cause) {
    throw DualeditError.is(cause) ? cause : aborted(cause);
  }
}
