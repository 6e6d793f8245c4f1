// What goes wrong around an edit; the editor inverts the picture, since none of this is about what it shows.
import type { Editor } from '@dualedit/core';
import { everyComponent, type Interaction, type StoredMessage } from '@dualedit/test-servers/discord';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isMissing, type Server, startDatabase } from '../../../packages/jobs/testing/databases.mjs';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { openTestBot, type TestBot, type TestBotOptions } from './testing/test-bot.js';

const SECONDS = 200;

let testBot: TestBot;
let server: Server | undefined;
afterEach(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.join(''));
  await testBot.close();
  await server?.stop();
  server = undefined;
});

async function open(options: TestBotOptions = {}) {
  const editor = async () => quickEditor();
  testBot = await openTestBot({ editor, ...options });
  return { ...testBot.discord, bot: await testBot.start() };
}

async function image() {
  const create = { width: 80, height: 60, channels: 3 as const, background: 'teal' };
  return { name: 'a.png', type: 'image/png', bytes: await sharp({ create }).png().toBuffer() };
}

const until = <T>(what: string, look: () => T | undefined) => testBot.discord.until(what, look, SECONDS);
const labels = ({ components }: StoredMessage) => everyComponent(components).map(({ label }) => label);
const done = (asked: Interaction) =>
  until('the finished edit', () =>
    asked.original && labels(asked.original).includes('Retry') ? asked.original : undefined,
  );
const says = (asked: Interaction, wanted: RegExp) =>
  until(`${wanted}`, () => (wanted.test(asked.original?.content ?? '') ? asked.original : undefined));

it('what follows a private edit is private: every button, the modal, the menu', async () => {
  const { person, guildChannel, acknowledged, messages } = await open();
  const ada = person({ name: 'ada' });
  const channel = guildChannel();
  const asked = ada.slash(channel, 'edit', { picture: await image(), command: 'cat→dog', private: true });
  const first = await done(asked);
  /** A modal must come at once; where the machine is too busy, one presses again. */
  const modalOf = async (press: () => Interaction): Promise<Interaction> => {
    for (let presses = 0; presses < 20; presses++) {
      const pressed = await acknowledged(press(), SECONDS);
      if (pressed.modal) return pressed;
    }
    throw new Error('No modal came.');
  };
  const modal = await modalOf(() => ada.press(first, 'Edit again'));
  const again = await done(ada.submit(modal, { command: 'hat→red' }));
  for (const button of ['Stronger', 'Softer', 'Retry']) await done(ada.press(again, button));
  const menu = ada.menu(channel, 'Edit picture', again);
  await acknowledged(menu, SECONDS);
  await done(ada.submit(menu, { command: 'ball→blue' }));
  for (const button of ['Masks', 'Original file']) await says(ada.press(again, button), /./);
  const seen = messages(channel);
  expect(seen.length).toBeGreaterThanOrEqual(8);
  expect(seen.filter(({ ephemeralFor }) => ephemeralFor !== ada.id)).toEqual([]);
});

it('an answer that Discord refuses: the log has the reason, and neither the token nor the picture', async () => {
  const { person, guildChannel, fail } = await open();
  const refused = { status: 400, body: { code: 50035, message: 'Invalid Form Body' } };
  const answer = { path: /messages\/@original$/, method: 'PATCH' };
  // no progress is shown before the answer, so that these meet it
  await testBot.jobs.admin.pause('The answer is looked at.');
  const asked = person({ name: 'ada' }).slash(guildChannel(), 'edit', {
    picture: await image(),
    command: 'cat→dog',
  });
  await says(asked, /understood as/);
  fail({ ...answer, answer: refused, times: 3 });
  fail({ ...answer, answer: { status: 502, body: {} }, times: 5 });
  await testBot.jobs.admin.resume();
  await vi.waitUntil(() => testBot.log.some((line) => line.includes('50035')), 200_000);
  await done(asked);
  const log = testBot.log.join('');
  expect(log).not.toContain(asked.token);
  expect(log).not.toMatch(/requestBody|"data"|"url"/);
  expect(Math.max(...testBot.log.map((line) => line.length))).toBeLessThan(5_000);
});

it('an edit is stored while another interaction’s answer hangs', async () => {
  const { person, guildChannel, fail } = await open();
  const channel = guildChannel();
  fail({ path: /messages\/@original$/, method: 'PATCH', answer: 'hang' });
  const hanging = person({ name: 'eve' }).slash(channel, 'cancel');
  await until('the first answer', () => (hanging.acknowledgedAt ? true : undefined));
  const ada = person({ name: 'ada' });
  const asked = ada.slash(channel, 'edit', { picture: await image(), command: 'cat→dog' });
  await done(asked);
  expect(hanging.original!.version).toBe(0);
});

it('undo after the pictures were deleted leaves them in the message, and says so', async () => {
  const { person, guildChannel } = await open();
  const ada = person({ name: 'ada' });
  const message = await done(
    ada.slash(guildChannel(), 'edit', { picture: await image(), command: 'cat→dog' }),
  );
  const shown = [...message.attachments];
  expect(shown).toHaveLength(2);
  const expired = vi.spyOn(testBot.jobs, 'pictures').mockResolvedValue([]);
  const pressed = ada.press(message, 'Undo');
  const told = await until('that they are gone', () => pressed.followUps[0]);
  expect(told).toMatchObject({ ephemeralFor: ada.id, content: expect.stringContaining('have been deleted') });
  expect(message.attachments).toEqual(shown);
  expect(labels(message)).toContain('Undo');
  expired.mockRestore();
  ada.press(message, 'Undo');
  await until('the picture before', () => (message.attachments.length === 1 ? true : undefined));
});

it('previews are shown while the edit runs, and stay until there is a newer one', async () => {
  let release = () => {};
  const looked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const editor = async () => {
    const quick = quickEditor();
    const edit: Editor['edit'] = async (request) => {
      const { picture, previewEvery, onProgress } = request;
      onProgress?.({ stage: 'edit', fraction: 0.3, ...(previewEvery && { preview: picture }) });
      await until('the preview', () => (names(asked).includes('preview.png') ? true : undefined));
      onProgress?.({ stage: 'edit', fraction: 0.8 });
      await looked;
      return quick.edit(request);
    };
    return { ...quick, edit };
  };
  const names = ({ original }: Interaction) =>
    (original?.attachments ?? []).map(({ attachment }) => attachment.filename);
  const { person, guildChannel } = await open({ editor });
  const asked = person({ name: 'ada' }).slash(guildChannel(), 'edit', {
    picture: await image(),
    command: 'cat→dog',
  });
  await says(asked, /80 %/);
  expect(names(asked)).toEqual(['preview.png']);
  release();
  await done(asked);
  expect(names(asked)).toEqual(['before.png', 'after.png']);
});

it('nothing that edits is connected: whoever asks is told', async () => {
  const { person, guildChannel } = await open({ works: false });
  const ada = person({ name: 'ada' });
  const channel = guildChannel();
  await says(
    ada.slash(channel, 'edit', { picture: await image(), command: 'cat→dog' }),
    /no machine is connected/,
  );
  await says(ada.slash(channel, 'queue'), /no machine is connected/);
});

describe('the gateway', () => {
  const count = (words: string) => testBot.log.filter((line) => line.includes(words)).length;

  it('lost: not healthy until it is back, each said once', async () => {
    const { bot, gateway } = await open();
    expect(bot.ready()).toBe(true);
    gateway.open = false;
    gateway.drop();
    await vi.waitUntil(() => !bot.ready(), 200_000);
    await vi.waitUntil(() => count('the gateway was lost') > 0, 200_000);
    gateway.open = true;
    await vi.waitUntil(() => bot.ready(), 200_000);
    expect([count('the gateway was lost'), count('the gateway is back')]).toEqual([1, 1]);
  });

  it('closed with 4004: the bot cannot go on', async () => {
    const { bot, gateway } = await open();
    gateway.drop(4004);
    expect((await bot.broken).message).toMatch(/AuthenticationFailed \(4004\)/);
    expect(bot.ready()).toBe(false);
  });

  it('unreachable at the start: said at once, and waited for', async () => {
    testBot = await openTestBot({ works: false });
    testBot.discord.fail({ path: /^\/gateway\/bot$/, answer: 'hang up', times: 6 });
    const bot = await testBot.start();
    expect(bot.ready()).toBe(true);
    expect([count('Discord does not answer'), count('Discord answers again')]).toEqual([1, 1]);
  });

  it('a refused token is final; a start that waits ends when it is asked to', async () => {
    testBot = await openTestBot({ works: false });
    const unauthorized = { status: 401, body: { code: 0, message: '401: Unauthorized' } };
    testBot.discord.fail({ path: /^\/gateway\/bot$/, answer: unauthorized });
    await expect(testBot.start()).rejects.toMatchObject({ status: 401 });
    testBot.discord.fail({ path: /^\/gateway\/bot$/, answer: 'hang up', times: 1_000 });
    const starting = testBot.start();
    await vi.waitUntil(() => count('Discord does not answer') > 0, 200_000);
    testBot.ending.abort();
    await expect(starting).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe.skipIf(isMissing('postgres'))('the database away', () => {
  it('is said in words, without its address; afterwards all works again', async () => {
    server = await startDatabase('postgres');
    const { person, guildChannel } = await open({ store: { ...server.store, patienceSeconds: 3 } });
    const ada = person({ name: 'ada' });
    const channel = guildChannel();
    const command = { picture: await image(), command: 'cat→dog' };
    const message = await done(ada.slash(channel, 'edit', command));
    await server.halt();
    const away = /cannot reach my storage/;
    const asked = [
      ada.slash(channel, 'edit', command),
      ada.slash(channel, 'queue'),
      ada.slash(channel, 'privacy show'),
      ada.press(message, 'Stronger'),
      ada.press(message, 'Undo'),
      ada.press(message, 'Edit again'),
    ];
    const told = ({ original, followUps }: Interaction) =>
      [original, ...followUps].some((message) => away.test(message?.content ?? ''));
    for (const one of asked) await until('words', () => told(one) || undefined);
    const seen = testBot.discord.messages(channel).map(({ content }) => content);
    expect(seen.join()).not.toMatch(/ECONN|127\.0\.0\.1|DATABASE_URL|terminat/i);
    await server.start();
    await done(ada.slash(channel, 'edit', command));
  });
});
