import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedPacks, unfinishedPacks } from './installed.js';
import { openStaging } from './staging.js';
import { hubWithModels, IMPATIENT, packFiles, REPOSITORY } from './testing/test-hub.js';

const WEIGHTS = 'unet/weights.pb';

/** Ranges of the large file that the storage was asked for, in order. */
const rangesOf = (hub: Awaited<ReturnType<typeof hubWithModels>>['hub'], oid: string) =>
  hub.requests
    .filter(({ where, path }) => where === 'storage' && path.includes(oid))
    .map(({ range }) => range);

const oidOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a transfer', () => {
  it.each(['cut', 'stall'] as const)('that is %s goes on where it stopped, at once', async (what) => {
    const { hub, files, pull } = await hubWithModels();
    hub.fail({ path: /weights/, what, times: 2 });
    await pull({ patience: { ...IMPATIENT, tries: 20, stallMs: 10_000 } });
    const ranges = rangesOf(hub, oidOf(files[WEIGHTS]!));
    expect(ranges).toHaveLength(3);
    const [first, ...later] = ranges.map((range) => Number(/\d+/.exec(range ?? '0')));
    expect(first).toBe(0);
    // What of a half had arrived when it broke is for the machine to say; it never starts over.
    expect(later.every((from) => from > 0)).toBe(true);
  });

  it('goes on in a later pull, with what an earlier one left', async () => {
    const { hub, models, files, pull } = await hubWithModels();
    // What a try brought counts as getting on; so only standing still ends it.
    hub.fail({ path: /weights/, what: 'cut' });
    hub.fail({ path: /weights/, what: 'expired' });
    await expect(pull()).rejects.toMatchObject({ code: 'model-unreachable' });
    expect(await installedPacks(models)).toEqual([]);
    const part = join(models, '.pulling', 'tiny-diffusion', 'blobs', `${oidOf(files[WEIGHTS]!)}.part`);
    const { size } = await stat(part);
    expect(size).toBeGreaterThan(0);

    hub.requests.length = 0;
    let already = 0;
    await pull({
      onPlan: ({ alreadyHere }) => {
        already = alreadyHere;
      },
    });
    expect(already).toBeGreaterThanOrEqual(size);
    expect(rangesOf(hub, oidOf(files[WEIGHTS]!))[0]).toBe(`bytes=${size}-`);
    expect(await installedPacks(models)).toHaveLength(1);
  });

  it('begins anew where a server knows no ranges', async () => {
    const { hub, models, pull } = await hubWithModels();
    hub.fail({ path: /weights/, what: 'cut' });
    hub.fail({ path: /weights/, what: 'no-range' });
    await pull();
    expect(await installedPacks(models)).toHaveLength(1);
  });

  it('that altered a byte is made again, once', async () => {
    const { hub, models, pull } = await hubWithModels();
    hub.fail({ path: /weights/, what: 'corrupt' });
    await pull();
    expect(await installedPacks(models)).toHaveLength(1);
  });

  it('that always alters bytes is an error with both checksums, and leaves nothing of that file', async () => {
    const { hub, models, files, pull } = await hubWithModels();
    hub.fail({ path: /weights/, what: 'corrupt', times: 2 });
    const oid = oidOf(files[WEIGHTS]!);
    const error = await pull().catch((caught) => caught);
    expect(error).toMatchObject({ code: 'model-checksum' });
    expect(error.message).toContain(oid);
    expect(await installedPacks(models)).toEqual([]);
    await expect(stat(join(models, '.pulling', 'tiny-diffusion', 'blobs', `${oid}.part`))).rejects.toThrow();
  });

  it('checks small files, which git stores, too', async () => {
    const { hub, pull } = await hubWithModels();
    hub.fail({ path: /vocab/, what: 'corrupt', times: 2 });
    await expect(pull()).rejects.toMatchObject({ code: 'model-checksum' });
  });

  it('does not take what the storage refuses for a gate of the hub', async () => {
    const { hub, pull } = await hubWithModels();
    hub.fail({ path: /weights/, what: 'expired', times: 9 });
    await expect(pull()).rejects.toMatchObject({ code: 'model-unreachable' });
  });

  it('that is stopped keeps its parts and frees the place', async () => {
    const { hub, models, pull } = await hubWithModels();
    const stop = new AbortController();
    hub.fail({ path: /weights/, what: 'stall', times: 9 });
    const patience = { ...IMPATIENT, stallMs: 60_000 };
    let received = 0;
    const pulling = pull({
      patience,
      signal: stop.signal,
      onProgress: ({ bytes }) => {
        received = Math.max(received, bytes);
        // Half of the weights, which are most of it.
        if (bytes > 200_000) stop.abort();
      },
    });
    await expect(pulling).rejects.toMatchObject({ code: 'aborted' });
    expect((await unfinishedPacks(models))[0]!.bytes).toBeGreaterThanOrEqual(received);
    const staging = await openStaging(models, 'tiny-diffusion');
    await staging.release();
  });
});

describe('the hub refuses', () => {
  const GATE = 'hf_secret';

  it('a gated repository: what to do, without and with a token', async () => {
    const { hub, pull } = await hubWithModels();
    hub.put({ name: REPOSITORY, files: packFiles(), gated: GATE });
    const without = await pull().catch((error) => error);
    expect(without).toMatchObject({ code: 'model-gated' });
    expect(without.hint).toContain(`${hub.url}/${REPOSITORY}`);
    expect(without.hint).toContain('HF_TOKEN');
    const wrong = await pull({ token: 'hf_other' }).catch((error) => error);
    expect(wrong).toMatchObject({ code: 'model-gated' });
    expect(wrong.hint).toContain('same account');
    expect(`${wrong.message}${wrong.hint}`).not.toContain('hf_other');
  });

  it('nothing to who has access, and never hands the token on to where it redirects', async () => {
    const { hub, pull } = await hubWithModels();
    hub.put({ name: REPOSITORY, files: packFiles(), gated: GATE });
    await pull({ token: GATE });
    const storage = hub.requests.filter(({ where }) => where === 'storage');
    expect(storage.length).toBeGreaterThan(4);
    expect(storage.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    const pages = hub.requests.filter(({ where }) => where === 'hub');
    expect(pages.every(({ authorization }) => authorization === `Bearer ${GATE}`)).toBe(true);
  });

  it('a repository or revision that is not there', async () => {
    const { pull } = await hubWithModels();
    await expect(pull({ model: 'someone/else' })).rejects.toMatchObject({
      code: 'model-not-found',
      message: expect.stringContaining('someone/else'),
    });
    await expect(pull({ model: `${REPOSITORY}@fp16` })).rejects.toMatchObject({
      code: 'model-not-found',
      message: expect.stringContaining('"fp16"'),
    });
  });

  it('too many requests for a while: it waits as long as it is told', async () => {
    const { hub, models, pull } = await hubWithModels();
    hub.fail({ path: /tree/, status: 429, headers: { 'retry-after': '1' }, times: 2 });
    const waits: string[] = [];
    await pull({ onWait: (ms, reason) => waits.push(`${reason}, ${ms}`) });
    // As long as it was told, or as long as it is willing to wait at most.
    const wait = `${new URL(hub.url).host} answered 429, ${IMPATIENT.longestPauseMs}`;
    expect(waits).toEqual([wait, wait]);
    expect(await installedPacks(models)).toHaveLength(1);
    hub.fail({ path: /revision/, status: 429, headers: { 'retry-after': '1' }, times: 9 });
    await expect(pull()).rejects.toMatchObject({ code: 'model-rate-limited' });
  });

  it('to work: it is asked again, and named when it goes on', async () => {
    const { hub, models, pull } = await hubWithModels();
    hub.fail({ path: /tree/, status: 502, times: 2 });
    await pull();
    expect(await installedPacks(models)).toHaveLength(1);
    hub.fail({ path: /revision/, status: 503, times: 9 });
    await expect(pull()).rejects.toMatchObject({ code: 'model-unreachable', received: 503 });
    const settings = { endpoint: 'http://127.0.0.1:9', offline: false };
    await expect(pull({ settings })).rejects.toMatchObject({
      code: 'model-unreachable',
      message: expect.stringContaining('127.0.0.1:9'),
    });
  });
});

describe('this machine', () => {
  it('has less space than the listing says is needed: nothing is fetched', async () => {
    const { hub, models, pull } = await hubWithModels();
    hub.put({ name: REPOSITORY, files: packFiles(), claimedBytes: { [WEIGHTS]: 2 ** 52 } });
    const error = await pull().catch((caught) => caught);
    expect(error).toMatchObject({ code: 'model-no-space' });
    expect(error.message).toMatch(/4503599\.6 GB are still to be pulled, .* GB free/);
    expect(hub.requests.filter(({ where }) => where === 'storage')).toEqual([]);
    expect(await readdir(models)).toEqual([]);
  });

  it('is pulling it already', async () => {
    const { models, pull } = await hubWithModels();
    const staging = await openStaging(models, 'tiny-diffusion');
    await expect(pull()).rejects.toMatchObject({ code: 'model-pulling' });
    await staging.release();
    await pull();
    expect(await installedPacks(models)).toHaveLength(1);
  });
});
