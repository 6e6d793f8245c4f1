import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KNOWN_MODELS } from './known-models.js';
import { explainLicence } from './licence.js';
import { checkName, readReference } from './reference.js';
import { hubSettings } from './settings.js';
import { Meter } from './speed.js';

describe('a model is named', () => {
  it('by a known name, each of which is a repository of the hub that we did not verify', () => {
    for (const known of KNOWN_MODELS) {
      expect(readReference(known.name)).toMatchObject({ repository: known.repository, name: known.name });
      expect(readReference(`${known.repository}@${known.revision}`).repository).toBe(known.repository);
      expect(known.verified).toBe(false);
      expect(explainLicence(known.licence)).toMatch(/^Its licence is .*: it may/);
    }
  });

  it('by repository and revision', () => {
    expect(readReference('a/b-1.5')).toEqual({ repository: 'a/b-1.5', revision: 'main', name: 'b-1.5' });
    expect(readReference('a/b@refs/pr/2')).toMatchObject({ revision: 'refs/pr/2' });
    for (const text of ['', 'sd', 'a/b/c', '../b', 'a/..', 'a/b@', 'a/b@../c', 'https://hub/a/b'])
      expect(() => readReference(text)).toThrow(expect.objectContaining({ code: 'model-unknown' }));
  });

  it('here by what may be a file name anywhere', () => {
    expect(checkName('sd-1.5_x')).toBe('sd-1.5_x');
    for (const name of ['.hidden', 'a/b', '..', '', 'a b', 'diorama'])
      expect(() => checkName(name)).toThrow(expect.objectContaining({ code: 'model-name' }));
  });
});

describe('settings', () => {
  it('are the variables that the hub’s clients share', async () => {
    const env = { HF_ENDPOINT: 'http://mirror/', HF_HUB_OFFLINE: '1', HF_TOKEN: 'hf_a' };
    expect(await hubSettings(env)).toEqual({ endpoint: 'http://mirror', offline: true, token: 'hf_a' });
    const folder = await mkdtemp(join(tmpdir(), 'dualedit-hub-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'token'), 'hf_stored\n');
    expect(await hubSettings({ HF_HOME: folder })).toMatchObject({ token: 'hf_stored', offline: false });
    expect(await hubSettings({ HF_TOKEN_PATH: join(folder, 'none') })).not.toHaveProperty('token');
  });
});

describe('the time left', () => {
  it('is told by the bytes that came, not by those that were here', () => {
    let now = 0;
    const meter = new Meter(1000, 0, () => now);
    meter.add(500, false);
    expect(meter.progress('a')).toEqual({ file: 'a', bytes: 500, totalBytes: 1000 });
    for (let second = 1; second <= 4; second++) {
      now = second * 1000;
      meter.add(50, true);
    }
    expect(meter.progress('a')).toMatchObject({ bytes: 700, bytesPerSecond: 50, etaSeconds: 6 });
    meter.add(-700, false);
    expect(meter.progress('a').bytes).toBe(0);
  });
});
