import { formatCommand } from '@dualedit/commands';
import { DualeditError, throwIfAborted } from '@dualedit/foundation';
import type { Job, Jobs } from '@dualedit/jobs';
import type { Log } from './log.js';
import { readAtMost } from './read-at-most.js';
import type { Say } from './say.js';

/** The studio that links lead to. */
export interface LinkingStudio {
  /** As people open it. Nothing else is asked, and no link leads elsewhere. */
  url: string;
  token: string;
}

interface Asking {
  jobs: Pick<Jobs, 'pictures'>;
  log: Pick<Log, 'warn'>;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 20_000;
const MOST_ANSWERED = 16 * 1024;
const MINUTE_MS = 60_000;

/**
 * Says the address that opens a job's picture, command and masks in a studio, once; or that its pictures are gone. It is
 * a secret of whoever asked for the job.
 * @param studio undefined if there is none any more
 * @param written how the address is written in the text; as it is unless given
 * @throws DualeditError `studio-away`, `studio-refused`, `aborted`
 */
export async function sayStudioLink(
  say: Say,
  job: Job,
  studio: LinkingStudio | undefined,
  { jobs, log, signal, written = (link) => link }: Asking & { written?: (link: string) => string },
): Promise<string> {
  if (!studio) throw away();
  const [[input], masks] = await Promise.all([jobs.pictures(job.id, 'input'), jobs.pictures(job.id, 'mask')]);
  if (!input) return say('gone');
  const form = new FormData();
  form.set('picture', blobOf(input.bytes), 'picture');
  form.set('command', formatCommand(job.edits));
  for (const { index, bytes } of masks) form.set(`mask[${index}]`, blobOf(bytes), 'mask.png');
  const { url, expires } = await ask(studio, form, { log, signal });
  const link = new URL(`/${new URL(url).hash}`, studio.url).href;
  const minutes = Math.max(1, Math.round((Date.parse(expires) - Date.now()) / MINUTE_MS));
  return say('studio-link', { link: written(link), minutes });
}

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);

async function ask(
  { url, token }: LinkingStudio,
  body: FormData,
  { log, signal }: { log: Asking['log']; signal: AbortSignal | undefined },
): Promise<{ url: string; expires: string }> {
  throwIfAborted(signal);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(new URL('/v1/links', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
      // a token goes nowhere but where the operator said
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const read = await readAtMost((answer.body ?? []) as AsyncIterable<Uint8Array>, MOST_ANSWERED);
    const { status } = answer;
    if (status === 201 && read) return readLink(read.toString());
    log.warn({ status, code: codeIn(read) }, 'the studio made no link');
    throw status >= 500 || status === 429 ? away() : refused(status);
  } catch (error) {
    throwIfAborted(signal);
    if (DualeditError.is(error)) throw error;
    log.warn({ err: error }, 'the studio does not answer');
    throw away(error);
  }
}

/** @throws SyntaxError, TypeError if it is not what a studio answers */
function readLink(text: string): { url: string; expires: string } {
  const { url, expires } = JSON.parse(text) as { url: string; expires: string };
  if (/^#link=[\w-]{22}$/.test(new URL(url).hash) && Number.isFinite(Date.parse(expires)))
    return { url, expires };
  throw new TypeError('Expected a link but the answer has none.');
}

/** The code of a studio's error; nothing else of what another side says is logged. */
function codeIn(read: Buffer | undefined): string | undefined {
  return /"code":"([a-z-]{1,40})"/.exec(read?.toString() ?? '')?.[1];
}

const away = (cause?: unknown) =>
  new DualeditError({
    code: 'studio-away',
    message: 'The studio does not answer.',
    hint: 'Try again in a few minutes.',
    cause,
  });

const refused = (status: number) =>
  new DualeditError({
    code: 'studio-refused',
    message: `The studio made no link and answered ${status}.`,
    hint: 'Check STUDIO_TOKEN, and that the studio has the same model and takes pictures of this size.',
    received: status,
  });
