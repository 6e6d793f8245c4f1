import { limitsOf, openLog, serveHealth } from '@dualedit/bot';
import { defaultPackFolder, openPack, startEditor } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import { openJobs } from '@dualedit/jobs';
import { hasSegmenter } from '@dualedit/segmenter';
import { startBot } from './bot.js';
import { readConfig, secretsOf } from './config.js';

const USAGE = `Dualedit on Telegram.

  dualedit-telegram          connect and serve
  dualedit-telegram --help   this text

Configured by the environment; every variable may be a file instead, as NAME_FILE.
The README lists them all; TELEGRAM_TOKEN is the only one that must be set.`;

/** How long a running edit may take to finish when the bot is asked to stop. */
const GRACE_SECONDS = 20;

if (process.argv.includes('--help')) {
  console.log(USAGE);
} else {
  await serve().catch((error: unknown) => {
    const text = DualeditError.is(error) ? `${error.message} ${error.hint}` : String(error);
    console.error(text);
    process.exitCode = 1;
  });
}

async function serve(): Promise<void> {
  const config = readConfig();
  const log = openLog('dualedit-telegram', { level: config.LOG_LEVEL, secrets: secretsOf(config) });
  const pack = await openPack(config.DUALEDIT_PACK ?? defaultPackFolder());
  const jobs = await openJobs({
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
    ...(config.DUALEDIT_JOBS === undefined ? {} : { folder: config.DUALEDIT_JOBS }),
    limits: limitsOf(config),
    onTrouble: (error) => log.error({ err: error }, 'trouble in the background'),
  });
  try {
    const worker = config.DUALEDIT_WORKER
      ? await jobs.startWorker({
          editor: () =>
            startEditor({
              pack: pack.folder,
              device: config.DUALEDIT_DEVICE as 'auto',
              ...(hasSegmenter(pack.folder)
                ? { maskSource: import.meta.resolve('@dualedit/segmenter') }
                : {}),
            }),
        })
      : undefined;
    const bot = await startBot({ config, jobs, log, pack });
    const health =
      config.HEALTH_PORT === undefined
        ? undefined
        : await serveHealth(config.HEALTH_PORT, async () => {
            const { jobs: states, workers, paused } = await jobs.admin.figures();
            return { ok: bot.ready(), states, workers: workers.length, paused: paused ?? null };
          });
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

/** Resolves when the process is asked to end. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
