import { fileURLToPath } from 'node:url';
import { DualeditError } from '@dualedit/foundation';
import { type Logger, openLog } from '@dualedit/service';
import { createApp } from './app.js';
import { isLoopbackHost } from './guard/same-site.js';
import { Tokens } from './guard/tokens.js';
import { listen } from './http/listen.js';
import { readUiFiles } from './http/ui-files.js';
import { openParts } from './open-parts.js';
import { DEFAULT_LIMITS, type StudioOptions } from './options.js';
import { openWorker } from './worker.js';

const UI_FOLDER = fileURLToPath(new URL('./ui', import.meta.url));
const DEFAULT_HOST = '127.0.0.1';

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
  if (!isLoopback && !tokens.areNeeded)
    throw needsToken(`Other machines could use the studio at "${host}"`, host);
  if (cors.length > 0 && !tokens.areNeeded)
    throw needsToken(`Pages of ${cors.join(', ')} could use the studio`, cors);
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

/** On standard error: a terminal shows the address on standard output. */
function openStudioLog(tokens: readonly string[]): Logger {
  const secrets = tokens.map((token) => token.replace(/^[^=]*=/, ''));
  return openLog('dualedit-studio', { secrets }, { write: (line) => process.stderr.write(line) });
}

function needsToken(what: string, received: unknown): DualeditError {
  return new DualeditError({
    code: 'configuration',
    message: `${what}, and it has no token.`,
    hint: 'Give one of at least 16 characters with --token or DUALEDIT_STUDIO_TOKEN, or serve this machine alone: --host 127.0.0.1, no --cors.',
    received,
  });
}
