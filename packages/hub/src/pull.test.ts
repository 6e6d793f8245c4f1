import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitOf } from '@dualedit/test-servers/hub';
import { describe, expect, it } from 'vitest';
import { installedPacks, unfinishedPacks } from './installed.js';
import type { Manifest } from './manifest.js';
import type { PullPlan } from './pull.js';
import { removePack } from './remove.js';
import type { PullProgress } from './speed.js';
import { filesBelow, hubWithModels, PACK, packFiles, REPOSITORY } from './testing/test-hub.js';

const NAME = 'tiny-diffusion';

const manifestIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** What of a pack came over the network in a stretch of requests. */
const fetched = (requests: readonly { where: string; path: string }[]) =>
  requests.filter(({ where, path }) => where === 'storage' || path.includes('/resolve/')).length;

describe('a pull', () => {
  it('brings what a pack needs and nothing else, byte for byte, with licence and manifest', async () => {
    const { models, files, hub, pull } = await hubWithModels();
    const plans: PullPlan[] = [];
    const seen: PullProgress[] = [];
    const pulled = await pull({
      onPlan: (plan) => plans.push(plan),
      onProgress: (progress) => seen.push(progress),
    });

    const folder = join(models, NAME);
    expect(pulled).toMatchObject({ folder, wasHere: false, files: PACK.length });
    expect(await filesBelow(folder)).toEqual([...PACK, 'manifest.json'].sort());
    for (const path of PACK)
      expect((await readFile(join(folder, path))).equals(files[path]!), path).toBe(true);
    const { sources, files: described } = await manifestIn(folder);
    expect(sources).toEqual([
      {
        part: '',
        from: REPOSITORY,
        revision: 'main',
        licence: 'creativeml-openrail-m',
        commit: commitOf({ name: REPOSITORY, files }),
      },
    ]);
    expect(Object.keys(described)).toEqual(PACK);
    for (const [path, { sha256, bytes }] of Object.entries(described)) {
      expect(bytes).toBe(files[path]!.length);
      expect(sha256).toBe(createHash('sha256').update(files[path]!).digest('hex'));
    }
    const total = PACK.reduce((sum, path) => sum + files[path]!.length, 0);
    expect(plans).toMatchObject([{ bytes: total, alreadyHere: 0, licence: 'creativeml-openrail-m' }]);
    expect(seen.at(-1)).toMatchObject({ bytes: total, totalBytes: total });
    expect(seen.map(({ bytes }) => bytes)).toEqual(seen.map(({ bytes }) => bytes).sort((a, b) => a - b));
    expect(await filesBelow(join(models, '.pulling'))).toEqual([]);
    expect(hub.requests.length).toBeGreaterThan(PACK.length);
  });

  it('asks by the config files whether a model is wanted, before any of its weights is fetched', async () => {
    const { models, hub, pull } = await hubWithModels();
    const shown: string[][] = [];
    const refused = pull({
      accept: async (folder) => {
        shown.push(await filesBelow(folder));
        throw new Error('not this one');
      },
    });
    await expect(refused).rejects.toThrow('not this one');
    const configs = PACK.filter((path) => path.endsWith('.json'));
    expect(shown).toEqual([configs]);
    const paths = hub.requests.map(({ path }) => path);
    expect(paths.filter((path) => /onnx|weights/.test(path.replace(REPOSITORY, '')))).toEqual([]);
    expect(await filesBelow(join(models, NAME)).catch(() => [])).toEqual([]);
    await pull({ accept: async (folder) => shown.push(await filesBelow(folder)) });
    expect(await filesBelow(join(models, NAME))).toEqual([...PACK, 'manifest.json'].sort());
  });

  it('reads a revision, and fetches nothing of what is here already', async () => {
    const { hub, pull } = await hubWithModels();
    await pull({ model: `${REPOSITORY}@onnx` });
    const before = hub.requests.length;
    expect(await pull({ model: `${REPOSITORY}@onnx` })).toMatchObject({ wasHere: true });
    expect(fetched(hub.requests.slice(before))).toBe(0);
  });

  it('fetches only what a new commit changed, and keeps what was there until then', async () => {
    const { hub, models, files, pull } = await hubWithModels();
    await pull();
    const changed = { ...files, 'vae_decoder/model.onnx': packFiles()['vae_decoder/model.onnx']! };
    hub.put({ name: REPOSITORY, files: changed });
    const before = hub.requests.length;
    const check = async () => {
      const old = await readFile(join(models, NAME, 'vae_decoder/model.onnx'));
      expect(old).toEqual(files['vae_decoder/model.onnx']);
    };
    expect(await pull({ check })).toMatchObject({ wasHere: false });
    // The hub's redirect, and the bytes.
    expect(fetched(hub.requests.slice(before))).toBe(2);
    expect(await readFile(join(models, NAME, 'vae_decoder/model.onnx'))).toEqual(
      changed['vae_decoder/model.onnx'],
    );
  });

  it('mends a pack that was damaged', async () => {
    const { hub, models, files, pull } = await hubWithModels();
    await pull();
    const damaged = join(models, NAME, 'unet/model.onnx');
    await writeFile(damaged, Buffer.alloc(files['unet/model.onnx']!.length));
    const before = hub.requests.length;
    expect(await pull()).toMatchObject({ wasHere: false });
    expect(fetched(hub.requests.slice(before))).toBe(2);
    expect(await readFile(damaged)).toEqual(files['unet/model.onnx']);
  });

  it('puts nothing in place that the caller refuses, and keeps the bytes', async () => {
    const { hub, models, pull } = await hubWithModels();
    await expect(pull({ check: () => Promise.reject(new Error('no pack')) })).rejects.toThrow('no pack');
    expect(await installedPacks(models)).toEqual([]);
    const before = hub.requests.length;
    await pull();
    expect(fetched(hub.requests.slice(before))).toBe(0);
  });

  it('without a network has what is here, and says of the rest what forbids it', async () => {
    const { hub, pull } = await hubWithModels();
    const settings = { endpoint: hub.url, offline: true };
    await expect(pull({ settings })).rejects.toMatchObject({ code: 'model-offline' });
    await pull();
    const before = hub.requests.length;
    expect(await pull({ settings })).toMatchObject({ wasHere: true, files: PACK.length });
    expect(hub.requests.length).toBe(before);
  });
});

describe('packs that are here', () => {
  it('are listed and removed, whole or not', async () => {
    const { hub, models, pull } = await hubWithModels();
    hub.fail({ path: /weights/, what: 'cut' });
    hub.fail({ path: /weights/, what: 'expired' });
    await expect(pull()).rejects.toMatchObject({ code: 'model-unreachable' });
    expect(await installedPacks(models)).toEqual([]);
    const [unfinished] = await unfinishedPacks(models);
    expect(unfinished).toMatchObject({ name: NAME });
    expect(unfinished!.bytes).toBeGreaterThan(100_000);

    expect(await removePack(models, NAME)).toBe(unfinished!.bytes);
    expect(await unfinishedPacks(models)).toEqual([]);
    await expect(removePack(models, NAME)).rejects.toMatchObject({ code: 'pack-missing' });
  });

  it('are gone after their removal', async () => {
    const { models, pull } = await hubWithModels();
    const { bytes } = await pull();
    const [pack] = await installedPacks(models);
    expect(pack).toMatchObject({ name: NAME, sources: [{ from: REPOSITORY }] });
    expect(pack!.bytes).toBeGreaterThan(bytes);
    expect(await removePack(models, NAME)).toBe(pack!.bytes);
    expect(await filesBelow(models)).toEqual([]);
  });
});
