import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommand } from '@dualedit/commands';
import { DualeditError } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ACTIONS,
  count,
  fetchPicture,
  fitted,
  flag,
  followUp,
  ids,
  LANGUAGES,
  languageFor,
  openLog,
  readEnvironment,
  readPress,
  sayEdit,
  sayError,
  sayProgress,
  sayThrown,
  serveHealth,
  textsFor,
  writePress,
} from './index.js';

const job = (command: string, more: Partial<Job> = {}) =>
  ({
    id: '0190aaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    command,
    edits: parseCommand(command),
    options: {},
    state: 'queued',
    fraction: 0,
    cancelling: false,
    ...more,
  }) as Job;

const say = textsFor('en');

describe('configuration', () => {
  const shape = {
    TOKEN: z.string().min(3),
    LIMIT: count(1).default(3),
    OPEN: flag.default(true),
    ADMINS: ids.default([]),
  };

  it('reads variables, files and lists, and leaves long ids as text', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dualedit-bot-')), 'token');
    writeFileSync(file, 'from a file\n');
    const read = readEnvironment(shape, { TOKEN_FILE: file, OPEN: 'off', ADMINS: '184405311681986560, 2' });
    expect(read).toEqual({
      TOKEN: 'from a file',
      LIMIT: 3,
      OPEN: false,
      ADMINS: ['184405311681986560', '2'],
    });
  });

  it('names everything that is wrong, and no value', () => {
    const read = () => readEnvironment(shape, { TOKEN: 'xy', LIMIT: 'many', OPEN: '' });
    expect(read).toThrow(expect.objectContaining({ code: 'configuration' }));
    expect(read).toThrow(/TOKEN: .*; LIMIT: /);
    expect(read).not.toThrow(/many|xy/);
    expect(() => readEnvironment(shape, { TOKEN_FILE: '/nowhere' })).toThrow(/TOKEN_FILE/);
  });
});

it('secrets never reach the log, also inside addresses and errors', () => {
  const lines: string[] = [];
  const log = openLog('test', { secrets: ['s3cr3t'] }, { write: (line) => void lines.push(line) });
  log.error({ err: new Error('https://host/bots3cr3t/getMe') }, 'failed with s3cr3t');
  expect(lines.join()).not.toContain('s3cr3t');
  expect(lines.join()).toContain('[secret]');
});

it('buttons carry their press in at most 64 bytes, and nothing else is read', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTIONS), fc.uuid(), (action, id) => {
      const written = writePress({ action, job: id });
      expect(Buffer.byteLength(written)).toBeLessThanOrEqual(64);
      expect(readPress(written)).toEqual({ action, job: id });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readPress(text)).toBeUndefined();
    }),
  );
  expect(readPress('0:cancel:0190aaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee')).toBeUndefined();
});

describe('follow-ups', () => {
  it('stronger and softer move every strength, within 0.1 and 2, and keep the masks', () => {
    const first = job('cat→dog, hat→red (0.5)', { options: { method: 'mde' } });
    const stronger = followUp(first, 'stronger');
    expect(stronger.command).toBe('cat→dog (1.4), hat→red (0.7)');
    expect(stronger.options).toEqual({ method: 'mde', masks: { job: first.id } });
    expect(followUp(job('cat→dog (1.9)'), 'stronger').edits[0]!.strength).toBe(2);
    expect(followUp(job('cat→dog (0.1)'), 'softer').edits[0]!.strength).toBe(0.1);
    expect(followUp(job(stronger.command), 'softer').command).toBe('cat→dog, hat→red (0.5)');
  });

  it('retry asks the same, with masks found anew', () => {
    const again = followUp(job('cat→dog'), 'retry');
    expect(again).toMatchObject({ command: 'cat→dog', picture: { picture: 'input' } });
    expect(again.options).not.toHaveProperty('masks');
  });
});

describe('texts', () => {
  it('every language says everything that English says', () => {
    const ids = (name: string) =>
      [
        ...readFileSync(new URL(`../locales/${name}.ftl`, import.meta.url), 'utf8').matchAll(
          /^([a-z-]+) =/gm,
        ),
      ].map((m) => m[1]);
    const everything = new Proxy(
      {},
      { getOwnPropertyDescriptor: () => ({ configurable: true, value: 1 }), get: () => 1 },
    );
    for (const language of LANGUAGES) {
      expect(ids(language)).toEqual(ids('en'));
      for (const id of ids(language)) expect(textsFor(language)(id!, everything)).not.toBe('');
    }
    expect(LANGUAGES.length).toBeGreaterThanOrEqual(4);
    expect(readdirSync(new URL('../locales/', import.meta.url)).length).toBe(LANGUAGES.length);
  });

  it('a user’s language, or English', () => {
    expect([languageFor('de-AT'), languageFor('pt_BR'), languageFor(undefined)]).toEqual(['de', 'en', 'en']);
    expect(textsFor('fr')('cancel-done', { count: 2 })).toBe('2 retouches annulées.');
    expect(textsFor('de')('cancel-done', { count: 1 })).toBe('Eine Bearbeitung abgebrochen.');
    expect(() => say('no-such-text')).toThrow('no-such-text');
  });

  it('errors: of their language by code, else their own words, and nothing of what is not ours', () => {
    const full = { code: 'queue-full', message: 'm', hint: 'h' };
    expect(sayError(textsFor('de'), full)).toMatch(/Warteschlange/);
    const missing = { ...full, code: 'object-not-found', received: 'ball' };
    expect(sayError(say, missing)).toBe('m Name something that is there.');
    expect(sayError(textsFor('fr'), missing)).toMatch(/« ball »/);
    const away = {
      ...full,
      code: 'database-away',
      message: 'connect ECONNREFUSED db.example',
      hint: 'DATABASE_URL',
    };
    for (const language of LANGUAGES)
      expect(sayError(textsFor(language), away)).not.toMatch(/ECONNREFUSED|db\.example|DATABASE_URL/);
    const heavy = { ...full, code: 'picture-too-heavy' };
    expect(sayError(say, heavy, { pictureBytes: 5 * 2 ** 20, picturePixels: 1 })).toMatch(/at most 5 MB/);
    const arrow = { ...full, code: 'command-no-arrow' };
    expect([sayError(say, arrow), sayError(textsFor('de'), arrow)]).toEqual([
      'm h',
      expect.stringMatching(/nicht verstanden/),
    ]);
    expect(sayThrown(say, new TypeError('secret path'), 'e1')).toMatch(/name e1/);
    expect(sayThrown(say, new DualeditError({ code: 'mask-empty', message: 'M.', hint: 'H.' }), 'e1')).toBe(
      'M. H.',
    );
  });

  it('edits and progress', () => {
    const edits = parseCommand('left cat→dog, all apples→oranges, hat on the cat→red!, cup#2→hat');
    expect(edits.map(sayEdit)).toEqual([
      'left cat → dog',
      'all apple → orange',
      `hat of cat → red (${edits[2]!.strength})`,
      'cup #2 → hat',
    ]);
    expect(sayProgress(say, job('cat→dog', { place: 3, etaSeconds: 40 }))).toBe(
      '⏳ Place 3 in the queue · ≈ 40 s',
    );
    const half = job('cat→dog', { state: 'editing', stage: 'edit', fraction: 0.5, etaSeconds: 200 });
    expect(sayProgress(say, half)).toBe('🎨 Editing…\n██████░░░░░░ 50 % · ≈ 3 min');
  });
});

describe('pictures', () => {
  it('fit the platform, without what the upload carried beside its pixels', async () => {
    const noise = Buffer.from(
      Array.from({ length: 200 * 200 * 3 }, (_, at) => Math.abs(Math.sin(at * 12.9898) * 43758.5453) * 256),
    );
    const bytes = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
      .withExif({ IFD0: { Copyright: 'home address' } })
      .png()
      .toBuffer();
    const whole = await fitted('after', bytes, 2 ** 20);
    expect(whole).toMatchObject({ name: 'after.png', reduced: false });
    expect((await sharp(whole.bytes).metadata()).exif).toBeUndefined();
    const small = await fitted('after', bytes, 5_000);
    expect(small).toMatchObject({ name: 'after.jpg', reduced: true });
    expect(small.bytes.length).toBeLessThanOrEqual(5_000);
  });
});

describe('downloads', () => {
  let origin = '';
  const server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: '/picture' }).end();
    else if (request.url === '/gone') response.writeHead(404).end();
    else response.end(Buffer.alloc(1000));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['/picture', 999, 'picture-too-heavy'],
    ['/away', 5000, 'attachment-gone'],
    ['/gone', 5000, 'attachment-gone'],
  ])('%s up to %d bytes: %s', async (path, most, code) => {
    await expect(fetchPicture(`${origin}${path}`, { origins: [origin], most })).rejects.toMatchObject({
      code,
    });
  });

  it('only the platform’s own addresses', async () => {
    for (const address of [
      'http://127.0.0.1:1/x',
      'file:///etc/passwd',
      'nonsense',
      `${origin}.evil.example/x`,
    ]) {
      const fetched = fetchPicture(address, { origins: [origin], most: 5000 });
      await expect(fetched).rejects.toMatchObject({ code: 'attachment-address' });
    }
    expect(await fetchPicture(`${origin}/picture`, { origins: [origin], most: 1000 })).toHaveLength(1000);
  });
});

it('health: 200 while all is well, 503 with the reason when it is not', async () => {
  let well = true;
  const health = await serveHealth(0, async () => {
    if (!well) throw new Error('database away');
    return { ok: true, queued: 2 };
  });
  const ask = () => fetch(`http://127.0.0.1:${health.port}/health`);
  expect(await (await ask()).json()).toEqual({ ok: true, queued: 2 });
  well = false;
  const ill = await ask();
  expect([ill.status, await ill.json()]).toEqual([503, { ok: false, error: 'database away' }]);
  await health.close();
});
