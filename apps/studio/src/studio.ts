import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPack } from '@dualedit/core';
import { EMBEDDED, findPack, openEditor } from '@dualedit/editor';
import { DualeditError } from '@dualedit/foundation';
import { type Jobs, openJobs } from '@dualedit/jobs';
import { healthOf, type Logger, openLog } from '@dualedit/service';
import envPaths from 'env-paths';
import { createApp } from './app.js';
import { FRONT_END } from './guard/identify.js';
import { isLoopbackHost } from './guard/same-site.js';
import { Tokens } from './guard/tokens.js';
import { type Listening, listen } from './http/listen.js';
import { readUiFiles } from './http/ui-files.js';
import { DEFAULT_LIMITS, type StudioOptions } from './options.js';

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
 * @throws DualeditError `configuration`, `port-taken`, `jobs-folder-taken`, `pack-missing`, …; nothing is left running
 */
export async function startStudio(options: StudioOptions = {}): Promise<Studio> {
  const { host = DEFAULT_HOST, model = EMBEDDED, cors = [], origin } = options;
  const tokens = new Tokens(options.tokens ?? []);
  const isLoopback = isLoopbackHost(host.includes(':') ? `[${host}]` : host);
  if (!isLoopback && !tokens.areNeeded) throw needsToken(host);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const log = openLog(
    'dualedit-studio',
    { secrets: (options.tokens ?? []).map((token) => token.replace(/^[^=]*=/, '')) },
    { write: (line) => process.stderr.write(line) },
  );
  const pack = await openPack(await findPack(model));
  const folder = options.folder ?? join(envPaths('dualedit', { suffix: '' }).data, 'studio');
  const jobs = await openJobs(jobsOptions(options, folder, log));
  try {
    const parts = {
      pack,
      isEmbedded: model === EMBEDDED,
      jobs,
      needsToken: tokens.areNeeded,
      canPoint: true,
      health: async () => {
        const { ok, problems } = await healthOf(jobs, { ready: () => true });
        return { ok, problems };
      },
    };
    const ui = await readUiFiles(UI_FOLDER);
    const app = createApp({ parts, site: { isLoopback, origin, cors }, tokens, limits, ui, log });
    const server = await listen(app, { host, port: options.port });
    const deliveries = jobs.deliver(FRONT_END, async () => {}, { concurrency: 1 });
    const worker = startWorker(jobs, options);
    return {
      url: server.url,
      broken: new Promise((resolve) => worker.catch(resolve)),
      close: async () => {
        await server.close();
        await worker.catch(() => {});
        await deliveries.stop();
        await jobs.close();
      },
    };
  } catch (error) {
    await jobs.close();
    throw error;
  }
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

async function startWorker(jobs: Jobs, options: StudioOptions) {
  const { model, device, maskSource, captions, safetyCheck, shareDevice = false } = options;
  const editor = await openEditor({
    model,
    device,
    maskSource,
    captions,
    safetyCheck,
    exclusive: !shareDevice,
  });
  return jobs.startWorker({
    editor: async () => editor.engine,
    device: editor.device ?? device,
  });
}

function needsToken(host: string): DualeditError {
  return new DualeditError({
    code: 'configuration',
    message: `Other machines could use the studio at "${host}", and it has no token.`,
    hint: 'Give one of at least 16 characters with --token or DUALEDIT_STUDIO_TOKEN, or listen at 127.0.0.1.',
    received: host,
  });
}

export type { Listening };
