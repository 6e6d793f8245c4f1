import { defaultPackFolder, openPack, type Pack } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import { packFolder } from '@dualedit/hub/packs';
import { type Jobs, openJobs } from '@dualedit/jobs';
import { serveHealth } from './health.js';
import { type JobsConfig, limitsOf } from './jobs-environment.js';
import { type Logger, openLog } from './log.js';
import { startWorker } from './worker.js';

/** A bot that is connected to its platform. */
export interface RunningBot {
  /** Whether it hears of what people ask. */
  ready(): boolean;
  /** Takes nothing new, and resolves when what is under way is answered. */
  stop(): Promise<void>;
}

/** What a bot works with. */
export interface BotParts<Config> {
  config: Config;
  jobs: Jobs;
  log: Logger;
  pack: Pack;
}

/** A bot as a program: what differs between the platforms. */
export interface Service<Config extends JobsConfig> {
  /** Of the program, in its log. */
  name: string;
  /** What `--help` prints. */
  usage: string;
  /** @throws DualeditError `configuration` */
  readConfig(): Config;
  /** What must never be written down. */
  secretsOf(config: Config): readonly string[];
  startBot(parts: BotParts<Config>): Promise<RunningBot>;
  /** What `/health` says beside what all bots say. */
  describe?(bot: RunningBot): Record<string, unknown>;
}

/** How long a running edit may take to finish when the program is asked to end. */
const GRACE_SECONDS = 20;

/**
 * Runs a bot until the process is asked to end by SIGTERM or SIGINT: what is being answered is answered, a running edit
 * gets 20 seconds and goes back into the queue otherwise. What fails is said on standard error, and the exit code is 1.
 */
export async function runService<Config extends JobsConfig>(service: Service<Config>): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(service.usage);
    return;
  }
  try {
    await serve(service);
  } catch (error) {
    console.error(DualeditError.is(error) ? `${error.message} ${error.hint}` : String(error));
    process.exitCode = 1;
  }
}

async function serve<Config extends JobsConfig>(service: Service<Config>): Promise<void> {
  const config = service.readConfig();
  const log = openLog(service.name, { level: config.LOG_LEVEL, secrets: service.secretsOf(config) });
  const { DUALEDIT_PACK: named } = config;
  const pack = await openPack(named === undefined ? defaultPackFolder() : packFolder(named));
  const jobs = await openJobs({
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
    ...(config.DUALEDIT_JOBS === undefined ? {} : { folder: config.DUALEDIT_JOBS }),
    limits: limitsOf(config),
    onTrouble: (error) => log.error({ err: error }, 'trouble in the background'),
  });
  try {
    const worker = config.DUALEDIT_WORKER ? await startWorker(jobs, pack, config) : undefined;
    const bot = await service.startBot({ config, jobs, log, pack });
    const health =
      config.HEALTH_PORT === undefined
        ? undefined
        : await serveHealth(config.HEALTH_PORT, () => look(jobs, bot, service));
    if (health) log.info({ port: health.port }, 'health');
    await asked();
    log.info('stopping');
    await bot.stop();
    await health?.close();
    await worker?.drain(GRACE_SECONDS);
  } finally {
    await jobs.close();
  }
}

async function look<Config extends JobsConfig>(jobs: Jobs, bot: RunningBot, { describe }: Service<Config>) {
  const { jobs: states, workers, paused } = await jobs.admin.figures();
  return {
    ok: bot.ready(),
    ...describe?.(bot),
    states,
    workers: workers.length,
    paused: paused ?? null,
  };
}

/** Resolves when the process is asked to end. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
