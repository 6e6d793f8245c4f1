import type { Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { aborted, DualeditError } from '@dualedit/foundation';
import { hashFile, newHash, sizeOf } from './checksum.js';
import { type OnWait, type Patience, pause } from './hub-fetch.js';
import { reasonOf, unreachable } from './refusals.js';
import type { RepositoryFile } from './select-files.js';

export interface DownloadRequest {
  file: RepositoryFile;
  url: string;
  token?: string | undefined;
  /** Where the whole file goes; its part lies beside it, under the same name and `.part`. */
  path: string;
  fetch: typeof fetch;
  patience: Patience;
  onWait?: OnWait | undefined;
  /** Bytes that are there from now on, or, below zero, no longer. */
  onBytes: (count: number) => void;
  signal?: AbortSignal | undefined;
}

/** Times that a file is fetched afresh whose bytes turn out to be wrong. */
const FRESH_STARTS = 1;

/**
 * Fetches one file, from where an earlier attempt ended. It has its name only once its checksum is right.
 * @throws DualeditError `model-checksum`, `model-disk-full`, `model-unreachable`, `aborted`, and what `fetch` raises
 */
export async function downloadFile(request: DownloadRequest): Promise<void> {
  const { file, path, onBytes } = request;
  if ((await sizeOf(path)) === file.bytes) {
    onBytes(file.bytes);
    return;
  }
  const part = `${path}.part`;
  for (let fresh = 0; ; fresh++) {
    const digest = await complete(request, part);
    if (digest === file.checksum.hex) break;
    await rm(part);
    onBytes(-file.bytes);
    if (fresh >= FRESH_STARTS) throw wrongChecksum(request, digest);
  }
  await rename(part, path);
}

/** Fills a part up, and returns its digest. */
async function complete(request: DownloadRequest, part: string): Promise<string> {
  const { file, onBytes, patience, signal, onWait } = request;
  const { hash, bytes } = await resume(file, part);
  onBytes(bytes);
  const state = { hash, bytes };
  const handle = await open(part, bytes > 0 ? 'a' : 'w');
  try {
    let idle = 0;
    while (state.bytes < file.bytes) {
      const before = state.bytes;
      const trouble = await transfer(request, handle, state);
      if (trouble === undefined) continue;
      idle = state.bytes > before ? 1 : idle + 1;
      if (idle >= patience.tries) throw unreachable(request.url, trouble);
      const ms = patience.pauseMs * 2 ** (idle - 1);
      onWait?.(ms, `${file.path}: ${reasonOf(trouble)}`);
      await pause(ms, signal);
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull(part, error) : error;
  } finally {
    await handle.close();
  }
  return state.hash.digest('hex');
}

interface PartState {
  hash: Hash;
  bytes: number;
}

/** What is there of a file, hashed. */
async function resume({ bytes: whole, checksum }: RepositoryFile, part: string): Promise<PartState> {
  const bytes = (await sizeOf(part)) ?? 0;
  const hash = newHash(checksum.kind, whole);
  if (bytes > whole) {
    await rm(part);
    return { hash, bytes: 0 };
  }
  if (bytes > 0) await hashFile(part, hash);
  return { hash, bytes };
}

/**
 * One request for what is missing. Returns what broke it off; bytes that came before are kept.
 * @throws DualeditError what `fetch` raises, `aborted`; Error of the disk
 */
async function transfer(
  { file, url, token, fetch, patience, onBytes, signal }: DownloadRequest,
  handle: FileHandle,
  state: PartState,
): Promise<unknown> {
  const response = await fetch(url, {
    headers: {
      'accept-encoding': 'identity',
      ...(state.bytes > 0 && { range: `bytes=${state.bytes}-` }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
  if (state.bytes > 0 && !continues(response, state.bytes)) {
    // The server began anew; so do we.
    onBytes(-state.bytes);
    await handle.truncate(0);
    Object.assign(state, { hash: newHash(file.checksum.kind, file.bytes), bytes: 0 });
    if (response.status !== 200) {
      await response.body?.cancel();
      return new Error('the server has no such range');
    }
  }
  const reader = response.body!.getReader();
  try {
    for (;;) {
      const next = await withinStall(reader.read(), patience.stallMs);
      if (next.done) break;
      if (state.bytes + next.value.length > file.bytes) return new Error('more bytes came than the file has');
      await handle.appendFile(next.value);
      state.hash.update(next.value);
      state.bytes += next.value.length;
      onBytes(next.value.length);
    }
  } catch (error) {
    if (signal?.aborted) throw aborted(signal.reason);
    if ((error as NodeJS.ErrnoException).syscall === 'write') throw error;
    return error;
  } finally {
    await reader.cancel().catch(() => {});
  }
  return state.bytes < file.bytes ? new Error('the transfer ended early') : undefined;
}

const continues = (response: Response, from: number) =>
  response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`);

async function withinStall<T>(read: Promise<T>, stallMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the transfer stood still')), stallMs);
  });
  try {
    return await Promise.race([read, stalled]);
  } finally {
    clearTimeout(timer);
  }
}

function wrongChecksum({ file, url }: DownloadRequest, digest: string): DualeditError {
  return new DualeditError({
    code: 'model-checksum',
    message: `${file.path} is not what the hub's listing says, twice: expected ${file.checksum.hex} but received ${digest}.`,
    hint: `Something on the way from ${new URL(url).host} alters it: try another network, or another mirror in HF_ENDPOINT.`,
    received: digest,
  });
}

function diskFull(path: string, cause: unknown): DualeditError {
  return new DualeditError({
    code: 'model-disk-full',
    message: `The disk was full before ${path} was whole.`,
    hint: 'Make room and pull again: what is here is kept. DUALEDIT_MODELS names another folder.',
    received: path,
    cause,
  });
}
