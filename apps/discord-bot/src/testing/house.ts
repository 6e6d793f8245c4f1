import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, type RunningBot } from '@dualedit/bot';
import { defaultPackFolder, type Editor, openPack, startEditor } from '@dualedit/core';
import { FIRST_HELD_OUT_SEED, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';
import { type Jobs, type Limits, openJobs } from '@dualedit/jobs';
import { type DiscordServer, startDiscord } from '@dualedit/test-servers/discord';
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

/** Few steps: the conversation is what is looked at here, not the picture. */
const FEW = { steps: 5, innerIterations: 1 };

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
  await jobs.startWorker({ editor: quickEditor });
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

  /** The real editor, of few steps. */
  async function quickEditor(): Promise<Editor> {
    const editor = await startEditor({ device: 'cpu', ...(maskSource === undefined ? {} : { maskSource }) });
    return {
      edit: (request) => editor.edit({ ...request, settings: { ...request.settings, ...FEW } }),
      masks: (request) => editor.masks(request),
      release: () => editor.release(),
      close: () => editor.close(),
    };
  }
}

/** A held-out scene with one animal, as an upload. */
export async function picture(
  which = 0,
): Promise<{ name: string; type: string; bytes: Buffer; animal: string }> {
  for (let seed = FIRST_HELD_OUT_SEED + which * 1000; ; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter' });
    const nouns = scene.objects.map(({ noun }) => noun as string);
    if (nouns.length !== 1 || nouns[0] === 'ball' || nouns[0] === 'cup') continue;
    const bytes = Buffer.from(await encodePicture(await renderScene(scene, 128), 'png'));
    return { name: 'scene.png', type: 'image/png', bytes, animal: nouns[0]! };
  }
}
