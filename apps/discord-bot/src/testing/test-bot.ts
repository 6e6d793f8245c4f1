import { defaultPackFolder, type Editor, openPack } from '@dualedit/core';
import { type Jobs, type JobsOptions, type Limits, openJobs } from '@dualedit/jobs';
import { openLog, type RunningBot } from '@dualedit/service';
import { type DiscordOptions, type DiscordServer, startDiscord } from '@dualedit/test-servers/discord';
import { quickEditor } from '@dualedit/test-servers/edits';
import { startDatabase } from '../../../../packages/jobs/testing/databases.mjs';
import { startBot } from '../bot.js';
import { readConfig } from '../config.js';

/** A Discord, a job store and the embedded pack, with a bot that can be stopped and started between them. */
export interface TestBot {
  discord: DiscordServer;
  jobs: Jobs;
  log: string[];
  /** Of the bot that is started next; abort it to ask that bot to end. */
  ending: AbortController;
  start(): Promise<RunningBot>;
  close(): Promise<void>;
}

/** The conversation is what is looked at here, not the picture. */
const STEPS = 5;

/** A busy machine answers when it can: the three seconds that Discord waits are measured, not tested. */
const PATIENT: DiscordOptions = { answerSeconds: 200 };

export interface TestBotOptions {
  /** A Discord that waits for the first answer for as long as it takes unless given. */
  discord?: DiscordOptions;
  limits?: Partial<Limits>;
  /** Of the store, such as a PostgreSQL server; an empty embedded database unless given. */
  store?: Pick<JobsOptions, 'databaseUrl' | 'folder' | 'patienceSeconds' | 'keepPicturesHours'>;
  /** What edits; the real editor with the embedded pack unless given. */
  editor?: () => Promise<Editor>;
  /** Whether anything edits; true unless given. */
  works?: boolean;
  /** Module that finds masks; the diffusion model's attention unless given. */
  maskSource?: string;
  /** Of the bot's program. */
  environment?: NodeJS.ProcessEnv;
}

export async function openTestBot({
  limits = {},
  discord: options = PATIENT,
  maskSource,
  store,
  editor = () => quickEditor({ steps: STEPS, maskSource }),
  works = true,
  environment = {},
}: TestBotOptions = {}): Promise<TestBot> {
  const discord = await startDiscord(options);
  const pack = await openPack(defaultPackFolder());
  const lines: string[] = [];
  const log = openLog(
    'test',
    { level: 'debug', secrets: [discord.token] },
    { write: (line) => void lines.push(line) },
  );
  const embedded = store ? undefined : await startDatabase('embedded');
  const jobs = await openJobs({
    ...(store ?? embedded?.store),
    limits,
    onTrouble: (error) => log.error({ err: error }, 'trouble in the background'),
  });
  const config = readConfig({
    DISCORD_TOKEN: discord.token,
    DISCORD_API: discord.api,
    DISCORD_CDN: discord.cdn,
    ...environment,
  });
  let running: RunningBot | undefined;
  if (works) await jobs.startWorker({ editor });
  const testBot: TestBot = {
    discord,
    jobs,
    log: lines,
    ending: new AbortController(),
    start: async () => {
      running = await startBot({ config, jobs, log, pack, ending: testBot.ending.signal });
      return running;
    },
    close: async () => {
      await running?.stop();
      await jobs.close();
      await discord.close();
      await embedded?.stop();
    },
  };
  return testBot;
}
