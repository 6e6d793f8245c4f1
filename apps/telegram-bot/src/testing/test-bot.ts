import { defaultPackFolder, type Editor, openPack } from '@dualedit/core';
import { type Jobs, type JobsOptions, type Limits, openJobs, type Worker } from '@dualedit/jobs';
import { openLog, type RunningBot } from '@dualedit/service';
import { quickEditor } from '@dualedit/test-servers/edits';
import { startTelegram, type TelegramOptions, type TelegramServer } from '@dualedit/test-servers/telegram';
import { startDatabase } from '../../../../packages/jobs/testing/databases.mjs';
import { startBot } from '../bot.js';
import { readConfig } from '../config.js';

/** A Telegram, a job store and the embedded pack, with a bot that can be stopped and started between them. */
export interface TestBot {
  telegram: TelegramServer;
  /** Of the bot that runs now. */
  jobs: Jobs;
  log: string[];
  /** Of the bot that is started next; abort it to ask that bot to end. */
  ending: AbortController;
  start(environment?: NodeJS.ProcessEnv): Promise<RunningBot>;
  /** Ends bot, worker and store, as a process that is asked to; what runs is given back. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The conversation is what is looked at here, not the picture. */
const STEPS = 3;

export interface TestBotOptions {
  limits?: Partial<Limits>;
  telegram?: TelegramOptions;
  /** Of the bot's program. */
  environment?: NodeJS.ProcessEnv;
  /** Module that finds masks; the diffusion model's attention unless given. */
  maskSource?: string;
  /** Of the store, such as a PostgreSQL server; an empty embedded database unless given. */
  store?: Pick<JobsOptions, 'databaseUrl' | 'folder' | 'patienceSeconds'>;
  /** Whether anything edits; true unless given. */
  works?: boolean;
  /** What edits; the real editor with the embedded pack unless given. */
  editor?: () => Promise<Editor>;
}

export async function openTestBot({
  limits,
  telegram: options,
  environment: always,
  maskSource,
  store,
  works = true,
  editor = () => quickEditor({ steps: STEPS, maskSource }),
}: TestBotOptions = {}): Promise<TestBot> {
  const embedded = store ? undefined : await startDatabase('embedded');
  const telegram = await startTelegram(options);
  const pack = await openPack(defaultPackFolder());
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = openLog('test', { level: 'debug', secrets: [telegram.token] }, destination);
  let running: RunningBot | undefined;
  let worker: Worker | undefined;
  const testBot: TestBot = {
    telegram,
    jobs: undefined as unknown as Jobs,
    log: lines,
    ending: new AbortController(),
    async start(environment = {}) {
      testBot.jobs = await openJobs({
        ...(store ?? embedded?.store),
        limits: { inFlight: 10, perHour: 1000, ...limits },
        onTrouble: (error) => log.error({ err: error }, 'trouble in the background'),
      });
      worker = works ? await testBot.jobs.startWorker({ editor }) : undefined;
      const config = readConfig({
        TELEGRAM_TOKEN: telegram.token,
        TELEGRAM_API: telegram.apiRoot,
        ...always,
        ...environment,
      });
      running = await startBot({ config, jobs: testBot.jobs, log, pack, ending: testBot.ending.signal });
      return running;
    },
    async stop() {
      await running?.stop();
      await worker?.drain(0);
      await testBot.jobs.close();
      running = undefined;
    },
    async close() {
      if (running) await testBot.stop();
      await telegram.close();
      await embedded?.stop();
    },
  };
  return testBot;
}
