import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChosenDevice, defaultPackFolder, type Editor, openPack } from '@dualedit/core';
import { openJobs } from '@dualedit/jobs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startWorker } from './worker.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dualedit-bot-worker-'));
  // A card of its own, whatever else runs on this machine.
  vi.stubEnv('CUDA_VISIBLE_DEVICES', `test-${process.pid}`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

it('refuses the card that the worker of another bot runs on, before loading anything onto it', async () => {
  const [discord, telegram] = await Promise.all(
    ['discord', 'telegram'].map((bot) => openJobs({ databaseUrl: '', folder: join(folder, bot) })),
  );
  const cuda = async (): Promise<ChosenDevice> => ({ name: 'cuda', executionProviders: [], passedOver: [] });
  const editor = async () => ({ close: async () => {} }) as unknown as Editor;
  const first = await discord!.startWorker({ editor, device: 'cuda' });
  const pack = await openPack(defaultPackFolder());
  await expect(startWorker(telegram!, pack, { DUALEDIT_DEVICE: 'auto' }, cuda)).rejects.toMatchObject({
    code: 'device-taken',
    message: expect.stringContaining(`process ${process.pid}`),
    received: `cuda:test-${process.pid}`,
  });
  await first.drain();
  await Promise.all([discord, telegram].map((jobs) => jobs!.close()));
});
