import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, type RunningBot } from '@dualedit/bot';
import { defaultPackFolder, openPack } from '@dualedit/core';
import { type Jobs, type Limits, openJobs } from '@dualedit/jobs';
import { type DiscordServer, startDiscord } from '@dualedit/test-servers/discord';
import { quickEditor } from '@dualedit/test-servers/edits';
import { startBot } from '../bot.js';
import { readConfig } from '../config.js';

/** A Discord, a job store and the embedded pack, with a bot that can be stopped and started between them. */
export interface House {
  discord: DiscordServer;
  jobs: Jobs;
  log: string[];
  start(): Promise<RunningBot>;
  close(): Promise<void>;
}

/** The conversation is what is looked at here, not the picture. */
const STEPS = 5;

export interface HouseOptions {
  limits?: Partial<Limits>;
  /** Module that finds masks; the diffusion model's attention unless given. */
  maskSource?: string;
}

export async function openHouse({ limits = {}, maskSource }: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-discord-'));
  const discord = await startDiscord();
  const jobs = await openJobs({ folder, databaseUrl: '', limits });
  const pack = await openPack(defaultPackFolder());
  const lines: string[] = [];
  const log = openLog(
    'test',
    { level: 'debug', secrets: [discord.token] },
    { write: (line) => void lines.push(line) },
  );
  const config = readConfig({
    DISCORD_TOKEN: discord.token,
    DISCORD_API: discord.api,
    DISCORD_CDN: discord.cdn,
  });
  let running: RunningBot | undefined;
  await jobs.startWorker({ editor: () => quickEditor({ steps: STEPS, maskSource }) });
  return {
    discord,
    jobs,
    log: lines,
    start: async () => {
      running = await startBot({ config, jobs, log, pack });
      return running;
    },
    close: async () => {
      await running?.stop();
      await jobs.close();
      await discord.close();
      await rm(folder, { recursive: true });
    },
  };
}
