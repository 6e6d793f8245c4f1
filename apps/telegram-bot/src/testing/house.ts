import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, type RunningBot } from '@dualedit/bot';
import { defaultPackFolder, type Editor, openPack, startEditor } from '@dualedit/core';
import { FIRST_HELD_OUT_SEED, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';
import { type Jobs, type Limits, openJobs, type Worker } from '@dualedit/jobs';
import { startTelegram, type TelegramOptions, type TelegramServer } from '@dualedit/test-servers/telegram';
import { startBot } from '../bot.js';
import { readConfig } from '../config.js';

/** A Telegram, a job store and the embedded pack, with a bot that can be stopped and started between them. */
export interface House {
  telegram: TelegramServer;
  /** Of the bot that runs now. */
  jobs: Jobs;
  log: string[];
  start(environment?: NodeJS.ProcessEnv): Promise<RunningBot>;
  /** Ends bot, worker and store, as a process that is asked to; what runs is given back. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Few steps: the conversation is what is looked at here, not the picture. */
const FEW = { steps: 3, innerIterations: 1 };

export interface HouseOptions {
  limits?: Partial<Limits>;
  telegram?: TelegramOptions;
  /** Of the bot's program. */
  environment?: NodeJS.ProcessEnv;
  /** What edits; the real editor with the embedded pack unless given. */
  editor?: () => Promise<Editor>;
}

export async function openHouse({
  limits,
  telegram: options,
  environment: always,
  editor,
}: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-telegram-'));
  const telegram = await startTelegram(options);
  const pack = await openPack(defaultPackFolder());
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = openLog('test', { level: 'debug', secrets: [telegram.token] }, destination);
  let running: RunningBot | undefined;
  let worker: Worker | undefined;
  const house: House = {
    telegram,
    jobs: undefined as unknown as Jobs,
    log: lines,
    async start(environment = {}) {
      house.jobs = await openJobs({
        folder,
        databaseUrl: '',
        limits: { inFlight: 10, perHour: 1000, ...limits },
      });
      worker = await house.jobs.startWorker({ editor: editor ?? (() => quickEditor()) });
      const config = readConfig({
        TELEGRAM_TOKEN: telegram.token,
        TELEGRAM_API: telegram.apiRoot,
        ...always,
        ...environment,
      });
      running = await startBot({ config, jobs: house.jobs, log, pack });
      return running;
    },
    async stop() {
      await running?.stop();
      await worker?.drain(0);
      await house.jobs.close();
      running = undefined;
    },
    async close() {
      if (running) await house.stop();
      await telegram.close();
      await rm(folder, { recursive: true });
    },
  };
  return house;
}

/** The real editor, of few steps. @param maskSource module that finds masks; the model's attention unless given */
export async function quickEditor(maskSource?: string): Promise<Editor> {
  const editor = await startEditor({ device: 'cpu', ...(maskSource === undefined ? {} : { maskSource }) });
  return {
    edit: (request) => editor.edit({ ...request, settings: { ...request.settings, ...FEW } }),
    masks: (request) => editor.masks(request),
    release: () => editor.release(),
    close: () => editor.close(),
  };
}

/** A held-out scene with one animal, as an upload, and what animal it is. */
export async function picture(which = 0): Promise<{ name: string; bytes: Buffer; animal: string }> {
  for (let seed = FIRST_HELD_OUT_SEED + which * 1000; ; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter' });
    const nouns = scene.objects.map(({ noun }) => noun as string);
    if (nouns.length !== 1 || nouns[0] === 'ball' || nouns[0] === 'cup') continue;
    const bytes = Buffer.from(await encodePicture(await renderScene(scene, 128), 'png'));
    return { name: 'scene.png', bytes, animal: nouns[0]! };
  }
}
