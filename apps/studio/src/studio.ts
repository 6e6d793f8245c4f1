import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPack } from '@dualedit/core';
import { EMBEDDED, findPack, openFinder } from '@dualedit/editor';
import { DualeditError } from '@dualedit/foundation';
import { openJobs } from '@dualedit/jobs';
import { healthOf, type Logger, openLog } from '@dualedit/service';
import envPaths from 'env-paths';
import { createApp } from './app.js';
import { EditEvents } from './events/edit-events.js';
import { FRONT_END } from './guard/identify.js';
import { isLoopbackHost } from './guard/same-site.js';
import { Tokens } from './guard/tokens.js';
import { listen } from './http/listen.js';
import { readUiFiles } from './http/ui-files.js';
import { DEFAULT_LIMITS, type StudioOptions } from './options.js';
import { PictureStore } from './pictures/picture-store.js';
import { keepSweeping } from './pictures/sweep.js';
import type { StudioParts } from './studio-parts.js';
import { openWorker } from './worker.js';

const UI_FOLDER = fileURLToPath(new URL('./ui', import.meta.url));
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_KEEP_DAYS = 90;

/** A studio that answers. */
export interface Studio {
  /** Where, such as `http://127.0.0.1:4646`. */
  url: string;
  /** Resolves with the reason if it cannot edit, such as a model that does not load. */
  broken: Promise<Error>;
  /** Answers nothing new, gives a running edit back to the queue, and stops everything. */
  close(): Promise<void>;
}

/**
 * Starts the studio: its history, its worker and its server. The model is loaded after it answers.
 * @throws DualeditError `configuration`, `port-taken`, `jobs-folder-taken`, `pack-missing`, …; nothing is left running then
 */
export async function startStudio(options: StudioOptions = {}): Promise<Studio> {
  const { host = DEFAULT_HOST, cors = [], origin } = options;
  const tokens = new Tokens(options.tokens ?? []);
  const isLoopback = isLoopbackHost(host.includes(':') ? `[${host}]` : host);
  if (!isLoopback && !tokens.areNeeded) throw needsToken(host);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const log = openStudioLog(options.tokens ?? []);
  const { parts, close } = await openParts(options, { log, needsToken: tokens.areNeeded });
  try {
    const ui = await readUiFiles(UI_FOLDER);
    const app = createApp({ parts, site: { isLoopback, origin, cors }, tokens, limits, ui, log });
    const server = await listen(app, { host, port: options.port });
    const worker = openWorker(parts.jobs, options);
    return {
      url: server.url,
      broken: new Promise((resolve) => worker.catch(resolve)),
      close: async () => {
        // Streams of events end, so that the server can.
        close.abort();
        await server.close();
        await worker.catch(() => {});
        await close.everything();
      },
    };
  } catch (error) {
    await close.everything();
    throw error;
  }
}

interface Opened {
  parts: StudioParts;
  close: { abort(): void; everything(): Promise<void> };
}

async function openParts(
  options: StudioOptions,
  { log, needsToken }: { log: Logger; needsToken: boolean },
): Promise<Opened> {
  const { model = EMBEDDED, device, maskSource, captions } = options;
  const pack = await openPack(await findPack(model));
  const finder = await openFinder({ model, device, maskSource, captions });
  const folder = options.folder ?? join(envPaths('dualedit', { suffix: '' }).data, 'studio');
  const jobs = await openJobs(jobsOptions(options, folder, log));
  const closing = new AbortController();
  const events = new EditEvents(jobs);
  const pictures = new PictureStore(join(folder, 'pictures'), jobs.limits);
  // Nobody else is told: the history is what is delivered.
  const deliveries = jobs.deliver(FRONT_END, async () => {});
  const onTrouble = (error: unknown) => log.error({ err: error }, 'trouble in the background');
  const sweeping = keepSweeping({ jobs, pictures, signal: closing.signal, onTrouble });
  return {
    parts: {
      pack,
      isEmbedded: model === EMBEDDED,
      reading: pack.words ? { vocabulary: pack.words } : {},
      jobs,
      events,
      pictures,
      finder,
      needsToken,
      closing: closing.signal,
      health: async () => {
        const { ok, problems } = await healthOf(jobs, { ready: () => true });
        return { ok, problems };
      },
    },
    close: {
      abort: () => closing.abort(),
      everything: async () => {
        closing.abort();
        events.close();
        await Promise.all([finder.close(), sweeping, deliveries.stop()]);
        await jobs.close();
      },
    },
  };
}

function jobsOptions(options: StudioOptions, folder: string, log: Logger) {
  const { keepDays = DEFAULT_KEEP_DAYS, databaseUrl, limits } = options;
  const { pictureBytes, picturePixels, inFlight, perHour } = { ...DEFAULT_LIMITS, ...limits };
  return {
    databaseUrl: databaseUrl ?? '',
    folder: join(folder, 'jobs'),
    keepPicturesHours: 24 * keepDays,
    keepJobsDays: keepDays,
    limits: { pictureBytes, picturePixels, inFlight, perHour, queueLength: 1000 },
    onTrouble: (error: unknown) => log.error({ err: error }, 'trouble in the background'),
  };
}

/** On standard error: a terminal shows the address on standard output. */
function openStudioLog(tokens: readonly string[]): Logger {
  const secrets = tokens.map((token) => token.replace(/^[^=]*=/, ''));
  return openLog('dualedit-studio', { secrets }, { write: (line) => process.stderr.write(line) });
}

function needsToken(host: string): DualeditError {
  return new DualeditError({
    code: 'configuration',
    message: `Other machines could use the studio at "${host}", and it has no token.`,
    hint: 'Give one of at least 16 characters with --token or DUALEDIT_STUDIO_TOKEN, or listen at 127.0.0.1.',
    received: host,
  });
}
