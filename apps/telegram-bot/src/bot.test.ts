import type { StoredMessage } from '@dualedit/test-servers/telegram';
import type { InlineKeyboardButton } from 'grammy/types';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type House, openHouse, picture } from './testing/house.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.start();
});
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(house.log.join(''));
  await house.close();
});

const SECONDS = 240;
const DONE = /Done in|Fertig in|Listo en|Fini en/;

const textOf = ({ message }: StoredMessage) => message.text ?? message.caption ?? '';
const labels = ({ message }: StoredMessage): string[] => {
  const markup = (message as { reply_markup?: { inline_keyboard?: InlineKeyboardButton[][] } }).reply_markup;
  return (markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
};
const answers = (chat: Parameters<House['telegram']['messages']>[0]) =>
  house.telegram.messages(chat).filter(({ message }) => message.from?.is_bot);

function said(chat: Parameters<House['telegram']['messages']>[0], wanted: RegExp, count = 1): Promise<StoredMessage> {
  return house.telegram.until(
    `${wanted} in ${chat.id}`,
    () => {
      const found = answers(chat).filter((one) => wanted.test(textOf(one)));
      return found.length >= count ? found.at(-1) : undefined;
    },
    SECONDS,
  );
}

const pictured = ({ message }: StoredMessage) => ('photo' in message ? 'photo' : 'document' in message ? 'file' : 'none');

describe('an edit in a private chat', () => {
  it('is drafted while it runs, answers the picture, and every button works', async () => {
    const { telegram } = house;
    const ada = telegram.person('Ada');
    const { animal, ...image } = await picture();
    const asked = ada.send(image, { caption: `${animal}→red` });
    const answer = await said(ada.chat, DONE);
    expect(pictured(answer)).toBe('photo');
    expect(textOf(answer)).toContain(`understood as: ${animal} → red`);
    expect(answer.message.reply_to_message?.message_id).toBe(asked.message.message_id);
    expect(answers(ada.chat)).toEqual([answer]);
    const drafts = telegram.deeds.drafts.filter(({ chat }) => chat === ada.chat.id);
    expect(drafts[0]!.text).toContain(`understood as: ${animal} → red`);
    expect(new Set(drafts.map(({ draft }) => draft)).size).toBe(1);
    expect(telegram.deeds.actions).toContainEqual(
      expect.objectContaining({ chat: ada.chat.id, action: 'upload_photo' }),
    );
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
    await telegram.until('the picture after', () => labels(answer).includes('Undo') || undefined);
    expect(answer.file!.bytes.equals(after)).toBe(true);

    ada.press(answer, 'Edit again');
    const prompt = await said(ada.chat, /Reply to this message/);
    ada.write(`${animal}→green`, { replyTo: prompt });
    const further = await said(ada.chat, DONE, 2);
    expect(textOf(further)).toContain(`${animal} → green`);
    const [job] = await house.jobs.list({ user: { frontEnd: 'telegram', id: String(ada.user.id) } });
    const [input] = await house.jobs.pictures(job!.id, 'input');
    expect(Buffer.from(input!.bytes).equals(after)).toBe(true);

    const waiting = ada.press(answer, 'Stronger');
    const stronger = await said(ada.chat, DONE, 3);
    expect(textOf(stronger)).toContain(`${animal} → red (1.4)`);
    ada.press(answer, 'Delete');
    await telegram.until('the deletion', () => answer.deleted || undefined);
    const answered = () => telegram.deeds.answers.map(({ id }) => id);
    await telegram.until('the answer', () => answered().includes(waiting) || undefined);
  });

  it('a picture first and the words after, as a file, in the language and the way that were chosen', async () => {
    const { telegram } = house;
    const jan = telegram.person('Jan', 'de-AT');
    const { animal, ...image } = await picture(1);
    jan.write('/settings');
    const settings = await said(jan.chat, /Wie soll ich dir antworten/);
    jan.press(settings, 'Als Datei');
    await telegram.until('the mark', () => labels(settings).includes('✓ Als Datei') || undefined);
    jan.press(settings, 'français');
    await telegram.until('another language', () => labels(settings).includes('✓ En fichier') || undefined);
    jan.send(image);
    await said(jan.chat, /cat→dog/);
    jan.write(`${animal}→blue`);
    const answer = await said(jan.chat, /Fini en/);
    expect(pictured(answer)).toBe('file');
    expect((await sharp(answer.file!.bytes).metadata()).width).toBe(128);
  });

  it('an album is answered as an album, with the caption of one for all', async () => {
    const { telegram } = house;
    const fay = telegram.person('Fay');
    const { animal, ...image } = await picture();
    fay.sendAlbum([image, { ...image, name: 'second.png' }], `${animal}→red`);
    const summary = await said(fay.chat, DONE);
    expect(textOf(summary)).toContain('2 of 2 pictures');
    const album = answers(fay.chat).filter(({ message }) => message.media_group_id);
    expect(album.map(pictured)).toEqual(['photo', 'photo']);
    expect(new Set(album.map(({ message }) => message.media_group_id)).size).toBe(1);
    fay.press(summary, 'Delete');
    await telegram.until('the deletion', () => answers(fay.chat).length === 0 || undefined);
  });
});
