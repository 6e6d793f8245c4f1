import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskCache } from './disk-cache.js';
import { cacheFolder } from './folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dualedit-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found);

describe('a cache on disk', () => {
  it('returns what was put, in another instance too, and nothing for other keys', async () => {
    await new DiskCache(join(folder, 'deep', 'er')).put('a', bytes('one'));
    const cache = new DiskCache(join(folder, 'deep', 'er'));
    expect(text(await cache.get('a'))).toBe('one');
    expect(await cache.get('b')).toBeUndefined();
  });

  it('takes a damaged entry for none, whatever the damage, and mends it', async () => {
    const cache = new DiskCache(folder);
    const value = bytes('a program of some length');
    const file = join(folder, 'a.program');
    await fc.assert(
      fc.asyncProperty(fc.nat(55), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, flip, cut) => {
        await cache.put('a', value);
        const whole = readFileSync(file);
        const damaged = cut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!cut) damaged[at]! ^= flip;
        writeFileSync(file, damaged);
        expect(await cache.get('a')).toBeUndefined();
        await cache.put('a', value);
        expect(await cache.get('a')).toEqual(Buffer.from(value));
      }),
      { numRuns: 40 },
    );
  });

  it('stays within its size, and keeps what was read last', async () => {
    const cache = new DiskCache(folder, 3 * 132);
    for (const [at, key] of ['a', 'b', 'c'].entries()) {
      await cache.put(key, new Uint8Array(100));
      utimesSync(join(folder, `${key}.program`), 1000 + at, 1000 + at);
    }
    await cache.get('a');
    await cache.put('d', new Uint8Array(100));
    expect(readdirSync(folder).sort()).toEqual(['a.program', 'c.program', 'd.program']);
  });

  it('removes what a process left half written, once it is old, and nothing of others', async () => {
    const old = join(folder, 'x.1234.tmp');
    writeFileSync(old, 'half');
    utimesSync(old, 1000, 1000);
    for (const name of ['y.1234.tmp', 'notes.txt']) writeFileSync(join(folder, name), 'kept');
    await new DiskCache(folder).put('a', bytes('one'));
    expect(readdirSync(folder).sort()).toEqual(['a.program', 'notes.txt', 'y.1234.tmp']);
  });

  it('is safe with two processes that write and read the same entries at once', async () => {
    const script = join(folder, 'worker.mjs');
    const module = new URL('../../dist/cache/disk-cache.js', import.meta.url);
    writeFileSync(
      script,
      `import { DiskCache } from ${JSON.stringify(module.href)};
      const cache = new DiskCache(${JSON.stringify(join(folder, 'shared'))}, 40_000);
      let torn = 0;
      for (let i = 0; i < 150; i++) {
        const key = 'k' + (i % 7);
        await cache.put(key, new Uint8Array(9000).fill(i % 7));
        const found = await cache.get(key);
        if (found && !found.every((byte) => byte === i % 7)) torn++;
      }
      process.exit(torn);`,
    );
    const workers = [fork(script), fork(script)];
    const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0]));
    expect(codes).toEqual([0, 0]);
    expect(readdirSync(join(folder, 'shared')).every((name) => name.endsWith('.program'))).toBe(true);
  });

  it('does without, where nothing can be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const cache = new DiskCache(join(folder, 'file', 'programs'));
    await cache.put('a', bytes('one'));
    expect(await cache.get('a')).toBeUndefined();
  });
});

describe('the folder of the cache', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is the one that DUALEDIT_CACHE names, or none where that is empty', () => {
    vi.stubEnv('DUALEDIT_CACHE', folder);
    expect(cacheFolder()).toBe(folder);
    vi.stubEnv('DUALEDIT_CACHE', '');
    expect(cacheFolder()).toBeUndefined();
  });

  it('is the system’s own unless named', () => {
    vi.stubEnv('DUALEDIT_CACHE', undefined);
    vi.stubEnv('XDG_CACHE_HOME', folder);
    if (process.platform === 'linux') expect(cacheFolder()).toBe(join(folder, 'dualedit'));
    else expect(cacheFolder()).toMatch(/dualedit/);
  });
});
