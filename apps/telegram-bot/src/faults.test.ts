// What goes wrong around an edit; the editor inverts the picture, since none of this is about what it shows.
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isMissing, type Server, startDatabase } from '../../../packages/jobs/testing/databases.mjs';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { answers, DONE, said, textOf } from './testing/chat.js';
import { openTestBot, type TestBot, type TestBotOptions } from './testing/test-bot.js';

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
  return { telegram: testBot.telegram, bot: await testBot.start() };
}

async function image() {
  const create = { width: 80, height: 60, channels: 3 as const, background: 'teal' };
  return { name: 'image.png', bytes: await sharp({ create }).png().toBuffer() };
}

const refusal = (code: number, description: string) => ({
  status: code,
  body: { ok: false, error_code: code, description },
});
const count = (words: string) => testBot.log.filter((line) => line.includes(words)).length;

it('a download that hangs holds up nobody else, and comes again to the next process', async () => {
  const { telegram } = await open();
  const [ada, bob] = [telegram.person('Ada'), telegram.person('Bob')];
  telegram.fail({ path: /^file\//, answer: 'hang' });
  bob.send(await image(), { caption: 'cat→dog' });
  await vi.waitUntil(() => telegram.calls.some(({ path }) => path === 'getFile'), 200_000);
  ada.write('/help');
  await said(telegram, ada.chat, /Say what to change/);
  ada.send(await image(), { caption: 'cat→dog' });
  await said(telegram, ada.chat, DONE);
  expect(answers(telegram, bob.chat)).toEqual([]);
  await testBot.stop();
  await testBot.start();
  await said(telegram, bob.chat, DONE);
  expect(answers(telegram, bob.chat)).toHaveLength(1);
  expect(answers(telegram, ada.chat)).toHaveLength(2);
});

it('an answer that Telegram refuses: the log has the reason, and no word of the user', async () => {
  const { telegram } = await open();
  const ada = telegram.person('Ada');
  telegram.fail({ path: /sendPhoto/, answer: refusal(400, 'Bad Request: no reason'), times: 2 });
  telegram.fail({ path: /sendPhoto/, answer: 'hang up' });
  ada.send(await image(), { caption: 'cat→"zebra"' });
  await said(telegram, ada.chat, DONE);
  const log = testBot.log.join('');
  expect(log).toContain('no reason');
  expect(log).not.toMatch(/zebra|payload|caption/);
  expect(log).not.toContain(telegram.token);
});

describe('polling', () => {
  it('a second process that polls, an outage: asked again, each said once', async () => {
    const { telegram, bot } = await open();
    expect(bot.ready()).toBe(true);
    const ada = telegram.person('Ada');
    const conflict = refusal(409, 'Conflict: terminated by other getUpdates request');
    telegram.fail({ path: /getUpdates/, answer: conflict, times: 2 });
    telegram.fail({ path: /getUpdates/, answer: 'hang up', times: 2 });
    ada.write('/cancel');
    await vi.waitUntil(() => !bot.ready(), 200_000);
    await said(telegram, ada.chat, /nothing to cancel/);
    await vi.waitUntil(() => bot.ready(), 200_000);
    ada.write('/queue');
    await said(telegram, ada.chat, /no edits in the queue/);
    expect([count('Telegram does not answer'), count('Telegram answers again')]).toEqual([1, 1]);
  });

  it('a token that was revoked: the bot cannot go on', async () => {
    const { telegram, bot } = await open();
    telegram.fail({ path: /getUpdates/, answer: refusal(401, 'Unauthorized'), times: 100 });
    telegram.person('Ada').write('/cancel');
    expect(await bot.broken).toMatchObject({ error_code: 401 });
    expect(bot.ready()).toBe(false);
  });

  it('unreachable at the start: said at once, and waited for; a start ends when it is asked to', async () => {
    testBot = await openTestBot({ works: false });
    testBot.telegram.fail({ path: /getMe/, answer: 'hang up', times: 3 });
    const bot = await testBot.start();
    expect([count('Telegram does not answer'), count('Telegram answers again')]).toEqual([1, 1]);
    expect(bot.ready()).toBe(true);
    await testBot.stop();
    testBot.telegram.fail({ path: /getMe/, answer: 'hang up', times: 1_000 });
    const starting = testBot.start();
    await vi.waitUntil(() => count('Telegram does not answer') === 2, 200_000);
    testBot.ending.abort();
    await expect(starting).rejects.toMatchObject({ code: 'aborted' });
  });
});

it('nothing that edits is connected: whoever asks is told', async () => {
  const { telegram } = await open({ works: false });
  const [ada, bob] = [telegram.person('Ada'), telegram.person('Bob')];
  const group = telegram.group('cats');
  ada.send(await image(), { caption: '@dualedit_bot cat→dog' }, group);
  await said(telegram, group, /no machine is connected/);
  bob.send(await image(), { caption: 'cat→dog' });
  await telegram.until(
    'the draft',
    () => telegram.deeds.drafts.some(({ text }) => /no machine is connected/.test(text)) || undefined,
  );
  bob.write('/queue@dualedit_bot', {}, group);
  const queue = await said(telegram, group, /In all: 2 waiting/);
  expect(textOf(queue)).toMatch(/no edits in the queue[\s\S]*no machine is connected/);
  expect(textOf(queue)).not.toContain('cat');
});

describe.skipIf(isMissing('postgres'))('the database away', () => {
  it('a picture, words, a press: held, and done once when it is back', async () => {
    server = await startDatabase('postgres');
    const { telegram } = await open({ store: { ...server.store, patienceSeconds: 2 } });
    const [ada, bob] = [telegram.person('Ada'), telegram.person('Bob')];
    ada.send(await image(), { caption: 'cat→dog' });
    const answer = await said(telegram, ada.chat, DONE);
    await server.halt();
    ada.press(answer, 'Stronger');
    ada.send(await image(), { caption: 'hat→red' });
    ada.write('/queue');
    bob.write('/cancel');
    await vi.waitUntil(() => count('waits for the database') >= 2, 200_000);
    await server.start();
    await said(telegram, ada.chat, /hat→red[\s\S]*Done in/);
    await said(telegram, ada.chat, /\(1\.4\)[\s\S]*Done in/);
    await said(telegram, ada.chat, /Your edits|no edits in the queue/);
    await said(telegram, bob.chat, /nothing to cancel/);
    const texts = [...answers(telegram, ada.chat), ...answers(telegram, bob.chat)].map(textOf);
    expect(texts).toHaveLength(5);
    expect(texts.join()).not.toMatch(/ECONN|127\.0\.0\.1|DATABASE_URL|went wrong/);
  });
});
