import { throwIfAborted } from '@dualedit/foundation';
import { attachmentGone, attachmentTooHeavy, strangeAddress } from './attachment-errors.js';
import { readAtMost } from './read-at-most.js';

export interface FetchLimits {
  /** Origins that may be asked, such as `https://cdn.discordapp.com`; nothing else is fetched. */
  origins: readonly string[];
  /** Bytes. */
  most: number;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 30_000;

/**
 * Downloads an attachment from the platform's own addresses. No redirect is followed, and no more than the limit is
 * read, whatever length the other side claims.
 * @throws DualeditError `attachment-address`, `picture-too-heavy`, `attachment-gone`, `aborted`
 */
export async function fetchPicture(address: string, { origins, most, signal }: FetchLimits): Promise<Buffer> {
  if (!URL.canParse(address) || !origins.includes(new URL(address).origin)) throw strangeAddress();
  throwIfAborted(signal);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(address, {
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }).catch((cause) => {
    throwIfAborted(signal);
    throw attachmentGone(cause);
  });
  if (!response.ok || !response.body) throw attachmentGone(response.status);
  const bytes = await readAtMost(response.body as AsyncIterable<Uint8Array>, most);
  if (!bytes) throw attachmentTooHeavy(most);
  return bytes;
}
