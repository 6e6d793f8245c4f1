import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { picture } from '@dualedit/test-servers/edits';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { DONE, inside, labels, pictured, textOf } from './testing/chat.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
beforeAll(async () => {
  testBot = await openTestBot();
  await testBot.start();
});
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.join(''));
  await testBot.close();
});

const { said, answers, holds } = inside(() => testBot.telegram);

describe('an edit in a private chat', () => {
  it('is drafted while it runs, answers the picture, and every button works', async () => {
    const { telegram } = testBot;
    const ada = telegram.person('Ada');
    const { animal, ...image } = await picture();
    const asked = ada.send(image, { caption: `${animal}→red` });
    const answer = await said(ada.chat, DONE);
    expect(pictured(answer)).toBe('photo');
    expect(textOf(answer)).toContain(`understood as: ${animal}→red`);
    expect(answer.message.reply_to_message?.message_id).toBe(asked.message.message_id);
    expect(answers(ada.chat)).toEqual([answer]);
    const drafts = telegram.deeds.drafts.filter(({ chat }) => chat === ada.chat.id);
    expect(drafts[0]!.text).toContain(`understood as: ${animal}→red`);
    expect(new Set(drafts.map(({ draft }) => draft)).size).toBe(1);
    const after = answer.file!.bytes;
    expect((await sharp(after).metadata()).width).toBe(128);

    ada.press(answer, 'Masks');
    expect(pictured(await said(ada.chat, /What was edited, and where/))).toBe('photo');
    ada.press(answer, 'Original file');
    expect((await said(ada.chat, /every pixel as it is/)).message.document?.file_name).toBe('dualedit.png');
    ada.press(answer, 'Undo');
    await said(ada.chat, /before the edit/);
    expect(labels(answer)).toEqual(['Redo', 'Delete']);
    expect(answer.file!.bytes.equals(after)).toBe(false);
    ada.press(answer, 'Redo');
    await holds('the picture after', () => labels(answer).includes('Undo'));
    expect(answer.file!.bytes.equals(after)).toBe(true);

    ada.press(answer, 'Edit again');
    const prompt = await said(ada.chat, /Reply to this message/);
    ada.write(`${animal}→green`, { replyTo: prompt });
    const further = await said(ada.chat, DONE, 2);
    expect(textOf(further)).toContain(`${animal}→green`);
    const [job] = await testBot.jobs.list({ user: { frontEnd: 'telegram', id: String(ada.user.id) } });
    const [input] = await testBot.jobs.pictures(job!.id, 'input');
    const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
    expect((await pixels(input!.bytes)).equals(await pixels(after))).toBe(true);

    const waiting = ada.press(answer, 'Stronger');
    const stronger = await said(ada.chat, DONE, 3);
    expect(textOf(stronger)).toContain(`${animal}→red (1.4)`);
    ada.press(answer, 'Delete');
    await holds('the deletion', () => answer.deleted);
    const answered = () => telegram.deeds.answers.map(({ id }) => id);
    await holds('the answer', () => answered().includes(waiting));
  });

  it('says that a picture is on its way', async () => {
    let finish = () => {};
    const looked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = await openTestBot({
      // or a quick machine would be done before anything is said
      editor: async () => quickEditor({ between: () => looked }),
    });
    onTestFinished(async () => {
      finish();
      await slow.close();
    });
    await slow.start();
    const ada = slow.telegram.person('Ada');
    const { animal, ...image } = await picture();
    ada.send(image, { caption: `${animal}→red` });
    const { said, holds } = inside(() => slow.telegram);
    const onItsWay = { chat: ada.chat.id, action: 'upload_photo' };
    await holds('the action', () => slow.telegram.deeds.actions.length > 0);
    expect(slow.telegram.deeds.actions).toMatchObject(slow.telegram.deeds.actions.map(() => onItsWay));
    finish();
    expect(pictured(await said(ada.chat, DONE))).toBe('photo');
  });

  it('a picture first and the words after, as a file, in the language and the way that were chosen', async () => {
    const { telegram } = testBot;
    const jan = telegram.person('Jan', 'de-AT');
    const { animal, ...image } = await picture(1);
    jan.write('/settings');
    const settings = await said(jan.chat, /Wie soll ich dir antworten/);
    jan.press(settings, 'Als Datei');
    await holds('the mark', () => labels(settings).includes('✓ Als Datei'));
    jan.press(settings, 'français');
    await holds('another language', () => labels(settings).includes('✓ En fichier'));
    jan.send(image);
    await said(jan.chat, /cat→dog/);
    jan.write(`${animal}→blue`);
    const answer = await said(jan.chat, /Fini en/);
    expect(pictured(answer)).toBe('file');
    expect((await sharp(answer.file!.bytes).metadata()).width).toBe(128);
  });

  it('an album is answered as an album, with the caption of one for all', async () => {
    const { telegram } = testBot;
    const fay = telegram.person('Fay');
    const { animal, ...image } = await picture();
    fay.sendAlbum([image, { ...image, name: 'second.png' }], `${animal}→red`);
    const summary = await said(fay.chat, DONE);
    expect(textOf(summary)).toContain('2 of 2 pictures');
    const album = answers(fay.chat).filter(({ message }) => message.media_group_id);
    expect(album.map(pictured)).toEqual(['photo', 'photo']);
    expect(new Set(album.map(({ message }) => message.media_group_id)).size).toBe(1);
    fay.press(summary, 'Delete');
    await holds('the deletion', () => answers(fay.chat).length === 0);
  });
});

it('the quick start works as written', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, argument] = /^(?:npx )?dualedit (sample -o \S+)/m.exec(readme)!;
  const [, caption] = /send it sample\.png with the caption {2}(.+)$/m.exec(readme)!;
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-quick-start-'));
  const program = fileURLToPath(new URL('../../cli/bin/dualedit.js', import.meta.url));
  await promisify(execFile)(process.execPath, [program, ...argument!.split(' ')], { cwd: folder });
  const sample = { name: 'sample.png', bytes: await readFile(join(folder, 'sample.png')) };
  await rm(folder, { recursive: true });
  const { telegram } = testBot;
  const ada = telegram.person('Ada');
  ada.write('/start');
  await said(ada.chat, /Say what to change/);
  ada.send(sample, { caption: caption! });
  expect(pictured(await said(ada.chat, DONE))).toBe('photo');
});

describe('groups', () => {
  it('only who is spoken to answers; one message shows progress and becomes the answer; others may not press', async () => {
    const { telegram } = testBot;
    const group = telegram.group('cats');
    const [ada, eve, mod] = ['Ada', 'Eve', 'Mod'].map((name) => telegram.person(name));
    telegram.promote(mod!, group);
    const { animal, ...image } = await picture();
    const theirs = eve!.send(image, { caption: `${animal}→pink` }, group);
    eve!.write(`what about ${animal}→red?`, {}, group);
    eve!.write('/edit@other_bot cat→dog', { replyTo: theirs }, group);
    // or the edit would be done before anybody can press a button
    await testBot.jobs.admin.pause('The buttons are looked at.');
    ada!.write(`@dualedit_bot ${animal}→red`, { replyTo: theirs }, group);
    const status = await said(group, /understood as/);
    expect(textOf(status)).toContain(`${animal}→red`);
    const refused = eve!.press(status, 'Cancel');
    await holds('the refusal', () =>
      telegram.deeds.answers.some(({ id, text }) => id === refused && /Only the person/.test(text ?? '')),
    );
    await testBot.jobs.admin.resume();
    await holds('the answer', () => DONE.test(textOf(status)));
    expect(pictured(status)).toBe('photo');
    expect(answers(group)).toEqual([status]);
    expect(telegram.deeds.drafts.filter(({ chat }) => chat === group.id)).toEqual([]);
    ada!.write('thank you!', { replyTo: status }, group);
    await testBot.jobs.admin.pause('The buttons are looked at.');
    eve!.write(`/edit ${animal}→blue`, { replyTo: theirs }, group);
    const second = await said(group, /understood as.*blue/);
    mod!.press(second, 'Cancel');
    await holds('the end', () => /Cancelled/.test(textOf(second)));
    await testBot.jobs.admin.resume();
    mod!.press(status, 'Delete');
    await holds('the deletion', () => status.deleted);
    expect(answers(group)).toEqual([second]);
  });
});

describe('what is wrong is said', () => {
  it('commands that are not understood, with a caret; files that are no pictures; what is too heavy', async () => {
    const { telegram } = testBot;
    const eve = telegram.person('Eve');
    const { bytes } = await picture();
    eve.send({ name: 'a.png', bytes }, { caption: 'cat dog' });
    const caret = await said(eve.chat, /❌/);
    const [mark] = (caret.message as { entities?: { type: string; offset: number; length: number }[] })
      .entities!;
    expect(mark!.type).toBe('pre');
    expect(textOf(caret).slice(mark!.offset, mark!.offset + mark!.length)).toMatch(/^cat dog\n\s*\^/);
    eve.send({ name: 'b.png', bytes: Buffer.from('words') }, { caption: 'cat→dog', asFile: true });
    await said(eve.chat, /not a picture I can read/);
    eve.send({ name: 'c.png', bytes: Buffer.alloc(21 * 2 ** 20) }, { caption: 'cat→dog', asFile: true });
    await said(eve.chat, /too heavy for me: I take at most 20 MB/);
    eve.send({ name: 'd.mp4', type: 'video/mp4', bytes: Buffer.alloc(10) }, { asFile: true });
    await said(eve.chat, /cannot edit videos/);
    eve.write('cat→dog');
    await said(eve.chat, /Send me a picture first/);
    const sent = eve.send({ name: 'e.png', bytes });
    await said(eve.chat, /Say what to change/);
    eve.recaption(sent, 'cat→dog');
    await said(eve.chat, /The caption was changed/);
    expect(await testBot.jobs.list({ user: { frontEnd: 'telegram', id: String(eve.user.id) } })).toEqual([]);
  });

  it('commands beside it, in the menu of each language; everything stored is deleted on request', async () => {
    const { telegram } = testBot;
    const ida = telegram.person('Ida', 'es');
    ida.write('/start');
    const help = await said(ida.chat, /Este modelo|conoce/);
    expect((help.message as { entities?: unknown }).entities).toBeUndefined();
    ida.write('/queue');
    await said(ida.chat, /edici/);
    ida.write('/cancel');
    await said(ida.chat, /cancelar/);
    ida.write('/settings');
    ida.press(await said(ida.chat, /Cómo te respondo/), 'Como archivo');
    ida.write('/privacy');
    const shown = await said(ida.chat, /0 ediciones/);
    const eve = telegram.person('Eve');
    const tried = eve.press(shown, 'Borrar');
    await holds('the refusal', () =>
      telegram.deeds.answers.some(({ id, text }) => id === tried && /Only the person/.test(text ?? '')),
    );
    const pressed = ida.press(shown, 'Borrar');
    await holds('the answer', () => telegram.deeds.answers.some(({ id }) => id === pressed));
    const { notes } = await testBot.jobs.users.show({ frontEnd: 'telegram', id: String(ida.user.id) });
    expect(notes.filter(({ name }) => name !== 'update')).toEqual([]);
    const menus = [...telegram.deeds.commands.entries()];
    expect(menus.map(([language]) => language).sort()).toEqual(['', 'de', 'es', 'fr']);
    expect(menus.map(([, menu]) => menu.length)).toEqual([7, 7, 7, 7]);
  });

  it('a draft’s own button stops the edit', async () => {
    const { telegram } = testBot;
    const zoe = telegram.person('Zoe');
    const { animal, ...image } = await picture();
    zoe.send(image, { caption: `${animal}→red` });
    const draft = await telegram.until(
      'the draft',
      () => telegram.deeds.drafts.find(({ chat }) => chat === zoe.chat.id),
      240,
    );
    zoe.stop(draft.draft);
    expect(labels(await said(zoe.chat, /Cancelled/))).toEqual([]);
  });
});
