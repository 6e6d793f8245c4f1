import { openPack, type Pack } from '@dualedit/core';
import { findPack } from '@dualedit/editor';
import { DualeditError } from '@dualedit/foundation';
import { type Jobs, openJobs } from '@dualedit/jobs';
import { serveHealth } from './health.js';
import { healthOf } from './health-of.js';
import { type JobsConfig, limitsOf } from './jobs-environment.js';
import { type Logger, openLog } from './log.js';
import { createMetrics } from './metrics.js';
import type { RunningBot } from './running-bot.js';
import { startWorker } from './worker.js';

/** What a bot works with. */
export interface BotParts<Config> {
  config: Config;
  jobs: Jobs;
  log: Logger;
  pack: Pack;
  /** Aborts when the process is asked to end, also before the bot has connected. */
  ending: AbortSignal;
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
}

/** How long a running edit may take to finish when the program is asked to end. */
const GRACE_SECONDS = 20;

/**
 * Runs a bot until the process is asked to end by SIGTERM or SIGINT, or the bot cannot go on: what is being answered is
 * answered, a running edit gets 20 seconds and goes back into the queue otherwise. What fails is said on standard error,
 * and the exit code is 1.
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
  const pack = await openPack(await findPack(config.DUALEDIT_PACK));
  const jobs = await openJobs({
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
    ...(config.DUALEDIT_JOBS === undefined ? {} : { folder: config.DUALEDIT_JOBS }),
    limits: limitsOf(config),
    keepPicturesHours: config.KEEP_PICTURES_HOURS,
    keepJobsDays: config.KEEP_JOBS_DAYS,
    onTrouble: (error) => log.error({ err: error }, 'trouble in the background'),
  });
  dieLoudly(log);
  const ending = askedToEnd();
  let bot: RunningBot | undefined;
  const health =
    config.HEALTH_PORT === undefined
      ? undefined
      : await serveHealth(config.HEALTH_PORT, () => healthOf(jobs, bot), {
          host: config.HEALTH_HOST,
          metrics: createMetrics(jobs, () => bot),
        });
  try {
    if (health) log.info({ port: health.port }, 'health');
    const worker = config.DUALEDIT_WORKER ? await startWorker(jobs, config, ending) : undefined;
    bot = await service.startBot({ config, jobs, log, pack, ending });
    const reason = await Promise.race([bot.broken, once(ending)]);
    log.info('stopping');
    await bot.stop();
    await worker?.drain(GRACE_SECONDS);
    if (reason) throw reason;
  } catch (error) {
    // it was asked to end before it had started
    if (!(DualeditError.is(error) && error.code === 'aborted')) throw error;
  } finally {
    await health?.close();
    await jobs.close();
  }
}

/** Aborts when the process is asked to end. */
function askedToEnd(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ending.abort());
  return ending.signal;
}

const once = (signal: AbortSignal) =>
  new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

/** Node would print an error that nobody caught with all its fields, the request with its token and picture among them. */
function dieLoudly(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error that nobody caught');
    process.exit(1);
  });
}
