import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DualeditError } from './error.js';
import { takeLock } from './lock.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dualedit-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

const taken = (holder: string) => new DualeditError({ code: 'taken', message: holder, hint: 'Wait.' });
const dead = spawnSync(process.execPath, ['--version']).pid;
const held = (holder: object) =>
  JSON.stringify({ pid: process.pid, host: hostname(), started: '1', ...holder });

describe('a lock', () => {
  it('is one process’s until it is released', async () => {
    const path = join(folder, 'one.lock');
    const release = await takeLock(path, taken);
    await expect(takeLock(path, taken)).rejects.toMatchObject({ message: `process ${process.pid}` });
    await release();
    await (await takeLock(path, taken))();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a process that is gone', held({ pid: dead })],
    ['a later process of the same number', held({})],
    ['a crash before it was written', ''],
  ])('is taken over from %s, by one of many', async (_, text) => {
    const path = join(folder, 'dead.lock');
    await writeFile(path, text);
    await utimes(path, 0, 0);
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(path, taken)));
    const winners = takers.filter((taker) => taker.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    await winners[0]!.value();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another machine stands as long as it is touched', async () => {
    const path = join(folder, 'far.lock');
    await writeFile(path, held({ host: 'elsewhere', pid: dead }));
    await expect(takeLock(path, taken)).rejects.toMatchObject({ message: `process ${dead} on elsewhere` });
    await utimes(path, 0, 0);
    await (await takeLock(path, taken))();
  });
});
