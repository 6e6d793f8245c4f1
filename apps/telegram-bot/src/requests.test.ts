// What is asked for, and how it is answered; the editor inverts the picture, since none of this is about what it shows.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { DONE, inside, labels, pictured, textOf } from './testing/chat.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

const ADMIN = 'the number of whoever runs the bot';
let testBot: TestBot;
let admins: ReturnType<TestBot['telegram']['person']>;
beforeAll(async () => {
  testBot = await openTestBot({
    editor: async () => quickEditor(),
    limits: { inFlight: 30, picturePixels: 12e6 },
  });
  admins = testBot.telegram.person(ADMIN);
  await testBot.start({ TELEGRAM_ADMINS: String(admins.user.id) });
});
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.join(''));
  await testBot.close();
});

const { said, answers, holds } = inside(() => testBot.telegram);

async function image(width: number, height: number, name = 'image.png') {
  const create = { width, height, channels: 3 as const, background: 'teal' };
  return { name, bytes: await sharp({ create }).png().toBuffer() };
}
const jobsOf = ({ user }: { user: { id: number } }) =>
  testBot.jobs.list({ user: { frontEnd: 'telegram', id: String(user.id) } });
const repliedTo = ({ message }: Awaited<ReturnType<typeof said>>) => message.reply_to_message?.message_id;

describe('sizes', () => {
  it('a file keeps its full size and comes back as a file', async () => {
    const ada = testBot.telegram.person('Ada');
    ada.send(await image(2900, 2100, 'holiday.png'), { caption: 'cat→dog', asFile: true });
    const answer = await said(ada.chat, DONE);
    expect(pictured(answer)).toBe('file');
    expect(answer.file).toMatchObject({ width: 2900, height: 2100, name: 'edited.png' });
  });

  it.each([
    ['sides of more than 10 000 pixels together', 9_050, 1_000],
    ['a side of more than twenty times the other', 2_100, 100],
  ])('a photo with %s comes back as a file', async (_, width, height) => {
    const ada = testBot.telegram.person('Ada');
    ada.send(await image(width, height), { caption: 'cat→dog' });
    const answer = await said(ada.chat, DONE);
    expect(pictured(answer)).toBe('file');
    expect(answer.file).toMatchObject({ width, height });
  });

  it('too many pixels are refused, with both numbers', async () => {
    const jan = testBot.telegram.person('Jan', 'de');
    jan.send(await image(4_000, 3_100), { caption: 'cat→dog', asFile: true });
    expect(textOf(await said(jan.chat, /❌/))).toMatch(/höchstens 12 Megapixel/);
    expect(await jobsOf(jan)).toEqual([]);
  });
});

describe('albums', () => {
  it('words in reply: to one picture are about that one, to what is said of all about all; files for all', async () => {
    const fay = testBot.telegram.person('Fay');
    const sizes = [
      [80, 60],
      [90, 60],
      [100, 60],
    ] as const;
    const pictures = await Promise.all(sizes.map(([width, height]) => image(width, height)));
    const sent = fay.sendAlbum(pictures, 'cat→dog');
    const summary = await said(fay.chat, /3 of 3 pictures/);
    const album = answers(fay.chat).filter(({ message }) => message.media_group_id);
    expect(album.map(({ file }) => file!.width)).toEqual([80, 90, 100]);

    fay.write('hat→red', { replyTo: album[1]! });
    const one = await said(fay.chat, /hat→red/);
    expect(pictured(one)).toBe('photo');
    expect(one.file!.width).toBe(90);
    fay.write('ball→blue', { replyTo: sent[2]! });
    expect((await said(fay.chat, /ball→blue/)).file!.width).toBe(100);

    fay.write('cup→green', { replyTo: summary });
    const further = await said(fay.chat, /cup→green[\s\S]*3 of 3 pictures/);
    const results = answers(fay.chat).filter(({ message }) => message.media_group_id);
    expect(results.map(({ file }) => file!.width)).toEqual([80, 90, 100, 80, 90, 100]);
    expect(results[3]!.file!.bytes.equals(album[0]!.file!.bytes)).toBe(false);

    fay.press(further, 'Original file');
    await holds('the files', () => answers(fay.chat).filter((one) => pictured(one) === 'file').length === 3);
    fay.press(further, 'Stronger');
    await said(fay.chat, /cup→green \(1.4\)[\s\S]*3 of 3 pictures/);
  });
});

describe('forums', () => {
  it('everything is said in the topic that it was asked in', async () => {
    const forum = testBot.telegram.forum('cats');
    const ada = testBot.telegram.person('Ada');
    await testBot.jobs.admin.pause('The status is looked at.');
    const caption = '@dualedit_bot cat→dog';
    const asked = ada.send(await image(80, 60), { caption, topic: 7 }, forum);
    const status = await said(forum, /understood as/);
    await testBot.jobs.admin.resume();
    await holds('the answer', () => DONE.test(textOf(status)));
    ada.write('/queue', { topic: 7 }, forum);
    await said(forum, /no edits in the queue/);
    ada.press(status, 'Masks');
    await said(forum, /What was edited/);
    ada.press(status, 'Stronger');
    const stronger = await said(forum, /\(1.4\)[\s\S]*Done in/);
    expect(repliedTo(status)).toBe(asked.message.message_id);
    expect(repliedTo(stronger)).toBe(status.message.message_id);
    const topics = answers(forum).map(({ message }) => message.message_thread_id);
    expect(topics).toEqual([7, 7, 7, 7]);
    const actions = testBot.telegram.deeds.actions.filter(({ chat }) => chat === forum.id);
    expect(actions.every(({ message_thread_id: topic }) => topic === 7)).toBe(true);
  });
});

describe('order', () => {
  it('what comes in one chat is answered in its order, beside other chats', async () => {
    const { telegram } = testBot;
    const people = [telegram.person('Ada'), telegram.person('Bob')];
    const words = ['/help', '/queue', 'cat→dog', '/cancel', '/privacy'];
    for (const word of words) for (const person of people) person.write(word);
    const wanted = [
      /Say what to change/,
      /no edits/,
      /picture first/,
      /nothing to cancel/,
      /stored about you/,
    ];
    for (const { chat } of people) {
      await holds('five answers', () => answers(chat).length === words.length);
      for (const [at, answer] of answers(chat).entries()) expect(textOf(answer)).toMatch(wanted[at]!);
    }
  });

  it('edits of one person are answered in the order in which they were asked for', async () => {
    const ida = testBot.telegram.person('Ida');
    const words = ['cat→dog', 'hat→red', 'ball→blue', 'cup→green'];
    const pictures = await Promise.all(words.map((_, at) => image(80 + at, 60)));
    await testBot.jobs.admin.pause('All are asked for first.');
    const asked = words.map((caption, at) => ida.send(pictures[at]!, { caption }).message.message_id);
    await vi.waitUntil(async () => (await jobsOf(ida)).length === words.length, 200_000);
    await testBot.jobs.admin.resume();
    await said(ida.chat, DONE, words.length);
    const done = answers(ida.chat).filter((one) => DONE.test(textOf(one)));
    expect(done.map(repliedTo)).toEqual(asked);
  });
});

describe('answers that could not be sent', () => {
  const closed = {
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  };

  it('are handed over at the next /queue, once, and in private only what is private', async () => {
    const { telegram, jobs } = testBot;
    const bob = telegram.person('Bob');
    const group = telegram.group('dogs');
    telegram.fail({ path: /sendPhoto/, answer: closed });
    bob.send(await image(80, 60), { caption: 'cat→dog' });
    const user = { frontEnd: 'telegram', id: String(bob.user.id) };
    await vi.waitUntil(async () => (await jobs.list({ user, delivery: ['given-up'] })).length === 1, 200_000);
    expect(answers(bob.chat)).toEqual([]);

    bob.write('/queue@dualedit_bot', {}, group);
    await said(group, /no edits in the queue/);
    bob.write('/queue');
    const late = await said(bob.chat, /ready before, but could not be sent/);
    expect(textOf(late)).toMatch(DONE);
    expect(pictured(late)).toBe('photo');
    await vi.waitUntil(async () => (await jobs.list({ user, delivery: ['given-up'] })).length === 0, 200_000);
    bob.press(late, 'Undo');
    await said(bob.chat, /before the edit/);
    bob.write('/queue');
    await said(bob.chat, /no edits in the queue/, 2);
    bob.write('/cancel');
    await said(bob.chat, /nothing to cancel/);
    expect(answers(group)).toHaveLength(1);
    expect(answers(bob.chat).filter((one) => pictured(one) === 'photo')).toEqual([late]);
  });

  it('an album whose chat is closed is given up as a whole', async () => {
    const { telegram, jobs } = testBot;
    const eve = telegram.person('Eve');
    telegram.fail({ path: /sendMediaGroup/, answer: closed });
    eve.sendAlbum([await image(80, 60), await image(90, 60)], 'cat→dog');
    const user = { frontEnd: 'telegram', id: String(eve.user.id) };
    await vi.waitUntil(async () => (await jobs.list({ user, delivery: ['given-up'] })).length === 2, 200_000);
    eve.write('/queue');
    await said(eve.chat, /ready before, but could not be sent/, 2);
    expect(labels(answers(eve.chat).at(-1)!)).toContain('Undo');
  });
});

it('a chat that Telegram asks to wait: progress is dropped, presses are told, and nobody else waits', async () => {
  const { telegram } = testBot;
  const [gus, hal] = [telegram.person('Gus'), telegram.person('Hal')];
  gus.send(await image(80, 60), { caption: 'cat→dog' });
  const answer = await said(gus.chat, DONE);
  const wait = {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests',
    parameters: { retry_after: 40 },
  };
  telegram.fail({ path: /sendMessage$/, answer: { status: 429, body: wait } });
  gus.write('/help');
  await vi.waitUntil(() => testBot.log.some((line) => line.includes('could not be sent')), 200_000);
  const before = telegram.calls.length;
  const pressed = gus.press(answer, 'Masks');
  hal.write('/help');
  await said(hal.chat, /Say what to change/);
  await holds('the answer to the press', () => telegram.deeds.answers.some(({ id }) => id === pressed));
  expect(telegram.deeds.answers.find(({ id }) => id === pressed)!.text).toMatch(/Try again in \d\d s/);
  const concerning = telegram.calls.slice(before).filter(({ body }) => Number(body.chat_id) === gus.user.id);
  expect(concerning).toEqual([]);
});

describe('/admin', () => {
  it('figures, pause, rules, for those who are named; nobody else', async () => {
    const { telegram } = testBot;
    const eve = telegram.person('Eve');
    eve.write('/admin pause mine now');
    await said(eve.chat, /TELEGRAM_ADMINS/);
    admins.write('/admin');
    expect(textOf(await said(admins.chat, /Queued/))).toMatch(/Worker .* idle[\s\S]*Limits: 30 in flight/);
    admins.write('/admin pause a new model is coming.');
    await said(admins.chat, /Paused\. What runs/);
    eve.write('/queue');
    await said(eve.chat, /a new model is coming/);
    admins.write('/admin resume');
    await said(admins.chat, /Going on/);
    admins.write(`/admin block ${eve.user.id} too many cats`);
    await said(admins.chat, new RegExp(`block: ${eve.user.id}`));
    eve.send(await image(80, 60), { caption: 'cat→dog' });
    await said(eve.chat, /may not use this bot/);
    admins.write(`/admin remove ${eve.user.id}`);
    await said(admins.chat, new RegExp(`remove: ${eve.user.id}`));
    admins.write('/admin reboot');
    await said(admins.chat, /\/admin figures/);
  });
});
