// What groups that anybody may join need; the editor inverts the picture, since none of this is about what it shows.
import { type StudioServer, startStudio } from '@dualedit/test-servers/studio';
import type { StoredMessage } from '@dualedit/test-servers/telegram';
import type { Chat } from 'grammy/types';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { DONE, inside, labels, pictured, textOf } from './testing/chat.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
let studio: StudioServer;
const mask = (inside: (x: number) => boolean) => {
  const data = Uint8Array.from({ length: 64 * 48 }, (_, at) => (inside(at % 64) ? 255 : 0));
  return { width: 64, height: 48, data };
};
const hat = { name: 'hat', mask: mask((x) => x > 50), score: 0.9 };
beforeAll(async () => {
  studio = await startStudio();
  testBot = await openTestBot({
    editor: async () => quickEditor({ unnamed: [hat] }),
    limits: { inFlight: 30, perDay: 20 },
    telegram: { drafts: true },
    environment: { STUDIO_URL: studio.url, STUDIO_TOKEN: studio.token },
  });
  await testBot.start();
});
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.slice(-30).join(''));
  await testBot.close();
  await studio.close();
});

const { said, answers, holds } = inside(() => testBot.telegram);
type Person = ReturnType<TestBot['telegram']['person']>;
const somebody = (name = 'Ada', language = 'en'): Person => testBot.telegram.person(name, language);

async function image(format: 'png' | 'jpeg' = 'png', name = `scene.${format}`) {
  const create = { width: 64, height: 48, channels: 3 as const, background: 'teal' };
  return { name, type: `image/${format}`, bytes: await sharp({ create }).toFormat(format).toBuffer() };
}
const jobsOf = (id: number) => testBot.jobs.list({ user: { frontEnd: 'telegram', id: String(id) } });
const formatOf = async ({ file }: StoredMessage) => (await sharp(file!.bytes).metadata()).format;
const told = (wanted: RegExp) =>
  holds(String(wanted), () => testBot.telegram.deeds.answers.some(({ text }) => wanted.test(text ?? '')));
const ask = async (who: Person, caption: string, chat: Chat = who.chat) =>
  who.send(await image(), { caption: chat.type === 'private' ? caption : `@dualedit_bot ${caption}` }, chat);

describe('results', () => {
  it('a JPEG comes back as JPEG; as a file it says what that means', async () => {
    const ada = somebody();
    ada.send(await image('jpeg'), { caption: 'cat→dog' });
    const photo = await said(ada.chat, DONE);
    expect([pictured(photo), await formatOf(photo)]).toEqual(['photo', 'jpeg']);
    expect(textOf(photo)).not.toContain('JPEG');
    ada.send(await image('jpeg'), { caption: 'hat→red', asFile: true });
    const file = await said(ada.chat, /JPEG stores all pixels anew/);
    expect(file.file!.name).toBe('edited.jpg');
  });

  it('variants are a sheet with numbers; the picked one is the answer, and Retry gives another picture', async () => {
    const ada = somebody();
    ada.write('/settings');
    ada.press(await said(ada.chat, /How should I answer/), 'Four variants');
    await told(/Saved/);
    await ask(ada, 'cat→dog');
    const answer = await said(ada.chat, /4 variants; the framed one is number 1/);
    expect(labels(answer)).toEqual(['1', '2', '3', '4', 'Retry', 'Delete']);
    const sheet = answer.file!;
    expect(sheet.width).toBeGreaterThan(4 * 64);
    ada.press(answer, '3');
    await holds('the third', () => labels(answer).includes('All variants'));
    expect([answer.file!.width, textOf(answer)]).toEqual([64, expect.stringContaining('· mag ·')]);
    ada.press(answer, 'All variants');
    await holds('the sheet', () => /number 3/.test(textOf(answer)));
  });

  it('Retry never returns the same picture; pressed twice it makes one job', async () => {
    const ada = somebody();
    await ask(ada, 'cat→dog');
    const answer = await said(ada.chat, DONE);
    ada.press(answer, 'Retry');
    ada.press(answer, 'Retry');
    const again = await said(ada.chat, DONE, 2);
    expect(again.file!.bytes.equals(answer.file!.bytes)).toBe(false);
    expect(await jobsOf(ada.user.id)).toHaveLength(2);
  });

  it('hidden until they are tapped, for whoever wants that', async () => {
    const ada = somebody();
    ada.write('/settings');
    ada.press(await said(ada.chat, /How should I answer/), 'Hide results');
    await told(/Saved/);
    const before = testBot.telegram.calls.length;
    await ask(ada, 'cat→dog');
    await said(ada.chat, DONE);
    const sent = testBot.telegram.calls.slice(before).find(({ path }) => path === 'sendPhoto')!;
    expect(String(sent.body.has_spoiler)).toBe('true');
  });

  it('after a day, buttons and replies use the pictures in the messages', async () => {
    const ada = somebody();
    await ask(ada, 'cat→dog');
    const answer = await said(ada.chat, DONE);
    const [job] = await jobsOf(ada.user.id);
    const { pictures } = testBot.jobs;
    testBot.jobs.pictures = async (id, role) => (id === job!.id ? [] : pictures.call(testBot.jobs, id, role));
    ada.press(answer, 'Stronger');
    await said(ada.chat, /cat→dog \(1.4\)[\s\S]*Done in/);
    ada.write('hat→red', { replyTo: answer });
    await said(ada.chat, /hat→red[\s\S]*Done in/);
    testBot.jobs.pictures = pictures;
  });
});

describe('what is sent and said wrongly', () => {
  it.each([
    [
      'a GIF',
      { animation: { file_id: 'x' }, document: { file_id: 'x', mime_type: 'video/mp4' } },
      /turns GIFs into/,
    ],
    ['a video', { video: { file_id: 'x' }, caption: 'cat→dog' }, /cannot edit videos/],
    ['a voice', { voice: { file_id: 'x' } }, /cannot listen/],
    ['a sticker', { sticker: { file_id: 'x' } }, /cannot edit stickers/],
    ['a PDF', { document: { file_id: 'x', mime_type: 'application/pdf' } }, /PDF/],
    ['a link', { text: 'https://pictures.example/cat.png cat→dog' }, /follow no links/],
  ])('%s is answered by what it is', async (_, content, wanted) => {
    const ada = somebody();
    ada.sendOther(content);
    await said(ada.chat, wanted);
  });

  it('a picture that is called a stream of octets is a picture', async () => {
    const ada = somebody();
    ada.send({ ...(await image()), type: 'application/octet-stream' }, { caption: 'cat→dog', asFile: true });
    expect(pictured(await said(ada.chat, DONE))).toBe('file');
  });

  it('a misspelled word is one tap away from what was meant, and so are the words of a changed caption', async () => {
    const ada = somebody();
    await ask(ada, 'cta→dgo');
    const asked = await said(ada.chat, /Did you mean this/);
    expect(labels(asked)).toEqual(['cat→dog']);
    ada.press(asked, 'cat→dog');
    ada.press(asked, 'cat→dog');
    await said(ada.chat, /understood as: cat→dog[\s\S]*Done in/);
    expect(asked.deleted).toBe(true);
    expect(await jobsOf(ada.user.id)).toHaveLength(1);

    const sent = await ask(ada, 'hat→red');
    await said(ada.chat, /hat→red[\s\S]*Done in/);
    ada.recaption(sent, 'hat→blue');
    ada.press(await said(ada.chat, /caption was changed/), 'Edit with the new words');
    await said(ada.chat, /hat→blue[\s\S]*Done in/);
  });

  it('a mask is corrected by its buttons', async () => {
    const ada = somebody();
    await ask(ada, 'cat→dog');
    ada.press(await said(ada.chat, DONE), 'Masks');
    const masks = await said(ada.chat, /press the number/);
    expect(labels(masks)).toEqual(['cat: bigger', 'cat: smaller', 'Not this one', '1', 'Open in the studio']);
    ada.press(masks, 'Not this one');
    await told(/nothing else that could be meant/);
    ada.press(masks, '1');
    await said(ada.chat, DONE, 2);
    const [job] = await jobsOf(ada.user.id);
    const [stored] = await testBot.jobs.pictures(job!.id, 'mask');
    const row = (await sharp(stored!.bytes).extractChannel(0).raw().toBuffer()).subarray(0, 64);
    expect(row.findIndex((value) => value > 127)).toBe(51);
  });

  it('an edit is opened in the studio by whoever asked for it, who gets the link in private', async () => {
    const [ada, bob] = [somebody(), somebody('Bob')];
    const group = testBot.telegram.group('cats') as Chat.GroupChat;
    await ask(ada, 'cat→dog', group);
    ada.press(await said(group, DONE), 'Masks');
    const masks = await said(group, /press the number/);
    bob.press(masks, 'Open in the studio');
    await told(/Only the person who asked/);
    expect(studio.asked).toEqual([]);
    ada.press(masks, 'Open in the studio');
    await told(/sent you the link in private/);
    await said(ada.chat, new RegExp(`^${studio.url}/#link=${studio.secret}\\n.*works once, for 10 minutes`));
    expect(answers(group).map(textOf).join()).not.toContain(studio.secret);
    expect(studio.asked[0]!.body).toEqual({ command: 'cat→dog' });
    expect(studio.asked[0]!.files.map(({ field }) => field)).toEqual(['picture', 'mask[0]']);
    expect(testBot.log.join()).not.toMatch(new RegExp(`${studio.secret}|${studio.token}`));
    testBot.telegram.closePrivate(ada);
    ada.press(masks, 'Open in the studio');
    await told(/write \/start to me in private/);
    studio.status = 503;
    ada.press(masks, 'Open in the studio');
    await told(/studio does not answer/);
  });
});

describe('groups', () => {
  const groupOf = (...admins: Person[]) => {
    const group = testBot.telegram.group('cats');
    for (const admin of admins) testBot.telegram.promote(admin, group);
    return group as Chat.GroupChat;
  };

  it('one that takes no photos gets files; one that takes neither, a word, and whoever asked the picture', async () => {
    const ada = somebody();
    const group = groupOf();
    testBot.telegram.forbid(group, 'photos');
    await ask(ada, 'cat→dog', group);
    expect(pictured(await said(group, DONE))).toBe('file');
    testBot.telegram.forbid(group, 'documents');
    await ask(ada, 'hat→red', group);
    await said(group, /sent yours to you directly/);
    expect(pictured(await said(ada.chat, DONE))).toBe('photo');
    const bob = somebody('Bob');
    testBot.telegram.closePrivate(bob);
    await ask(bob, 'cat→dog', group);
    await said(group, /Write \/queue to me in private/);
  });

  it('administrators set limits, and the answers say when exactly there is more', async () => {
    const boss = somebody('Boss');
    const eve = somebody('Eve', 'de');
    const group = groupOf(boss);
    eve.write('/limits each-day=1', {}, group);
    await said(group, /nur, die diesen Chat verwalten/);
    boss.write('/limits each-day=1 cooldown=2', {}, group);
    await said(group, /Saved for this chat: 1 a day for each person, 2 s between/);
    await ask(eve, 'cat→dog', group);
    await said(group, DONE);
    eve.write('/quota', {}, group);
    await said(group, /Diesen Tag: 0 von 1, eine mehr in (23|24) h \d+ min/);
    await ask(eve, 'hat→red', group);
    await said(group, /(aufgebraucht|Pause)\. Die nächste geht in/);
    eve.write('/quota');
    await said(eve.chat, /Diesen Tag: 19 von 20/);
    boss.write('/limits nonsense', {}, group);
    await said(group, /\/limits each-day=5/);
  });

  it('words are banned, somebody is blocked until when, and all of it is in the audit', async () => {
    const boss = somebody('Boss');
    const eve = somebody('Eve');
    const group = groupOf(boss);
    boss.write('/ban dog', {}, group);
    await said(group, /Banned words: dog/);
    const theirs = await ask(eve, 'cat→dog', group);
    await said(group, /“dog” may not be asked for here/);
    const line = testBot.log.map((one) => JSON.parse(one)).find(({ msg }) => msg === 'banned words');
    expect(line).toMatchObject({ user: eve.user.id, chat: group.id, banned: 'dog', command: 'cat→dog' });
    boss.write('/block 30 spam', { replyTo: theirs }, group);
    await said(group, /🚫/);
    await ask(eve, 'hat→red', group);
    await said(group, /may not use this bot here: spam\. The block ends in 30 minutes/);
    boss.write('/audit', {}, group);
    await said(group, new RegExp(`block member:${group.id}:${eve.user.id} 30 min spam[\\s\\S]*ban dog`));
  });

  it('a report goes to the moderators, who delete and block from there', async () => {
    const boss = somebody('Boss');
    const [eve, bob] = [somebody('Eve'), somebody('Bob')];
    const group = groupOf(boss);
    await ask(eve, 'cat→dog', group);
    const answer = await said(group, DONE);
    bob.press(answer, 'Report');
    await told(/Nobody takes reports/);
    boss.write('/reports me', {}, group);
    await said(group, /Saved/);
    bob.press(answer, 'Report');
    const report = await said(boss.chat, /Bob reported an edit of/);
    boss.press(report, 'Block for a day');
    await holds('both to be deleted', () => answer.deleted && report.deleted);
    await ask(eve, 'hat→red', group);
    await said(group, /here: @?\S*\s?cat→dog|The block ends in (23|24) h/);
  });

  it('administrators who hide ask, set limits, and press their buttons', async () => {
    const boss = somebody('Boss');
    const group = groupOf(boss);
    await ask(somebody('Eve'), 'cat→dog', group);
    const picture = testBot.telegram.messages(group)[0]!;
    boss.writeHidden('@dualedit_bot hat→red', group, { replyTo: picture });
    const answer = await said(group, /hat→red[\s\S]*Done in/);
    expect(await jobsOf(group.id)).toHaveLength(1);
    somebody('Bob').press(answer, 'Stronger');
    await told(/Only the person who asked/);
    boss.press(answer, 'Stronger');
    await said(group, /hat→red \(1.4\)[\s\S]*Done in/);
    boss.writeHidden('/limits all-day=9', group);
    await said(group, /9 a day for everybody/);
  });

  it('a group that becomes a supergroup keeps its limits, and what waits is answered there', async () => {
    const boss = somebody('Boss');
    const eve = somebody('Eve');
    const group = groupOf(boss);
    boss.write('/limits all-day=2', {}, group);
    await said(group, /2 a day for everybody/);
    await testBot.jobs.admin.pause('the group moves');
    await ask(eve, 'cat→dog', group);
    await holds('the question', () => answers(group).some((one) => /understood as/.test(textOf(one))));
    const after = testBot.telegram.migrate(group);
    await testBot.jobs.admin.resume();
    await said(after, DONE);
    await ask(eve, 'hat→red', after);
    await said(after, DONE, 2);
    await ask(eve, 'hat→blue', after);
    await said(after, /This chat has used up the 2 edits of a day/);
  });

  it('help says what the model knows, that photographs need another, and what administrators may', async () => {
    const ada = somebody();
    ada.write('/help');
    expect(textOf(await said(ada.chat, /Things: .*cat/))).toMatch(/Photographs need a larger model/);
    const group = groupOf();
    ada.write('/help@dualedit_bot', {}, group);
    await said(group, /For administrators of a group/);
  });
});
