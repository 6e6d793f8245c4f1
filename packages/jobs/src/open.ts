import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import envPaths from 'env-paths';
import type { Database } from './database/database.js';
import { migrate } from './database/schema.js';
import { Engine } from './engine/engine.js';
import type { Jobs } from './jobs.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { Signals } from './signals.js';
import type { Contents } from './store/contents.js';
import { FileContents } from './store/file-contents.js';
import { moveOldPictures } from './store/pictures.js';
import type { Settings, Store } from './store/store.js';
import { recover } from './store/sweep.js';
import { tableContents } from './store/table-contents.js';
import { StoredJobs } from './stored-jobs.js';

export interface JobsOptions {
  /** A PostgreSQL server's address; `DATABASE_URL`, or what is in the file that `DATABASE_URL_FILE` names, unless given. Empty: the folder. */
  databaseUrl?: string;
  /**
   * Folder of the embedded database, used without a server. Defaults to `DUALEDIT_JOBS`, else to a folder of the
   * user's data; empty counts as not given. One process at a time.
   */
  folder?: string;
  /** Where they differ from {@link DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
  /** How often a job may be started before it has failed for good; 3 unless given. */
  tries?: number;
  /**
   * How long a finished job's pictures are kept after its delivery, in hours; 24 unless given. Those of an
   * undelivered job are kept for seven days.
   */
  keepPicturesHours?: number | undefined;
  /** How long the rest of a finished job is kept, in days; 30 unless given. */
  keepJobsDays?: number | undefined;
  /** After how long without a sign of life a worker or front end counts as dead, in whole seconds; 15 unless given. */
  leaseSeconds?: number;
  /** How long a call waits for a database that is away, in seconds; 30 unless given. */
  patienceSeconds?: number;
  /** Hears of errors in the background, where nobody waits for a promise; a process warning each unless given. */
  onTrouble?: (error: unknown) => void;
}

/**
 * Opens the store: on a PostgreSQL server where there is one, else on a folder. Creates what is missing.
 * @throws DualeditError `jobs-folder-taken` (by which process), `jobs-folder-unusable`, `jobs-too-new`,
 * `database-away`, `database-refused`
 */
export async function openJobs(options: JobsOptions = {}): Promise<Jobs> {
  return new StoredJobs(await openStore(options));
}

/** What {@link openJobs} looks after; by itself, it neither sweeps nor erases. */
export async function openStore(options: JobsOptions): Promise<Store> {
  const { database, contents } = await openDatabase(options);
  try {
    const engine = await database.alone(async () => {
      const started = await Engine.start(database);
      await migrate(database);
      await moveOldPictures(database, contents);
      return started;
    });
    const signals = await Signals.on(database);
    const store = { database, contents, engine, signals, settings: settingsOf(options) };
    // Nobody else can hold anything in a database that this process has just opened for itself.
    if (!database.shared) {
      await recover(store, true);
      await contents.tidy(database, 0);
    }
    return store;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Of the two databases, only the one that is used is loaded. */
async function openDatabase(options: JobsOptions): Promise<{ database: Database; contents: Contents }> {
  const url = options.databaseUrl ?? process.env.DATABASE_URL ?? addressInFile();
  if (url) {
    const { openPostgres } = await import('./database/postgres.js');
    const database = await openPostgres({ url, patienceSeconds: options.patienceSeconds ?? 30 });
    return { database, contents: tableContents };
  }
  const { openEmbedded } = await import('./database/embedded.js');
  const folder = options.folder || process.env.DUALEDIT_JOBS || defaultFolder();
  return {
    database: await openEmbedded(folder),
    contents: new FileContents(join(resolve(folder), 'pictures')),
  };
}

/** As container secrets are given. @throws DualeditError `configuration` */
function addressInFile(): string {
  const file = process.env.DATABASE_URL_FILE;
  if (!file) return '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new DualeditError({
      code: 'configuration',
      message: 'The file that DATABASE_URL_FILE names cannot be read.',
      hint: 'Check the path and who may read it.',
      received: file,
      cause,
    });
  }
}

function settingsOf(options: JobsOptions): Settings {
  return {
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    tries: options.tries ?? 3,
    keepPicturesHours: options.keepPicturesHours ?? 24,
    keepJobsDays: options.keepJobsDays ?? 30,
    leaseSeconds: options.leaseSeconds ?? 15,
    onTrouble: options.onTrouble ?? ((error) => process.emitWarning(error as Error)),
  };
}

function defaultFolder(): string {
  return join(envPaths('dualedit', { suffix: '' }).data, 'jobs');
}
