import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, InlineKeyboard, InputFile, InputMediaBuilder, webhookCallback } from 'grammy';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTelegram, type TelegramServer } from './index.js';

let telegram: TelegramServer;
let bot: Bot;
let picture: Buffer;

const client = (server: TelegramServer) => ({ client: { apiRoot: server.apiRoot } });

beforeAll(async () => {
  telegram = await startTelegram();
  picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  bot = new Bot(telegram.token, client(telegram));
  bot.on('message:photo', async (ctx) => {
    const file = await ctx.getFile();
    const url = `${telegram.apiRoot}/file/bot${telegram.token}/${file.file_path}`;
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    const keyboard = new InlineKeyboard().text('Retry', 'again:1');
    await ctx.replyWithChatAction('upload_photo');
    await ctx.replyWithPhoto(new InputFile(bytes, 'out.png'), {
      caption: `${ctx.message.caption} ${ctx.from.language_code}`,
      reply_markup: keyboard,
      reply_parameters: { message_id: ctx.message.message_id },
    });
  });
  bot.on('message:text', (ctx) =>
    ctx.reply(`heard ${ctx.message.text} ${ctx.message.reply_to_message?.message_id}`),
  );
  bot.callbackQuery('again:1', async (ctx) => {
    await ctx.answerCallbackQuery('again');
    await ctx.editMessageMedia(
      InputMediaBuilder.document(new InputFile(picture, 'file.png'), { caption: 'as a file' }),
    );
  });
  void bot.start();
});

afterAll(async () => {
  await bot.stop();
  await telegram.close();
});

it('a photo with a caption, its answer, a button that turns it into a file', async () => {
  const ada = telegram.person('Ada', 'de');
  ada.send({ name: 'cat.png', bytes: picture }, { caption: 'cat→dog' });
  const answer = await telegram.until('the photo', () =>
    telegram.messages(ada.chat).find(({ message }) => message.from?.is_bot && 'photo' in message),
  );
  expect(answer.message).toMatchObject({ caption: 'cat→dog de', photo: [{}, { width: 80, height: 60 }] });
  expect(answer.file!.bytes.equals(picture)).toBe(true);
  expect(telegram.deeds.actions).toMatchObject([{ action: 'upload_photo' }]);
  ada.press(answer, 'Retry');
  await telegram.until('the file', () => ('document' in answer.message ? true : undefined));
  expect(answer.message).toMatchObject({ caption: 'as a file', document: { file_name: 'file.png' } });
  expect(answer.message).not.toHaveProperty('photo');
  expect(telegram.deeds.answers).toMatchObject([{ text: 'again' }]);
});

it('replies, and albums as separate messages of one group', async () => {
  const bob = telegram.person('Bob');
  const album = bob.sendAlbum(
    [1, 2].map((at) => ({ name: `${at}.png`, bytes: picture })),
    'hat→red',
  );
  expect(new Set(album.map(({ message }) => message.media_group_id)).size).toBe(1);
  const answers = () => telegram.messages(bob.chat).filter(({ message }) => message.from?.is_bot);
  await telegram.until('two answers', () => (answers().length === 2 ? true : undefined));
  bob.write('once more', { replyTo: album[1]! });
  await telegram.until('the reply', () => (answers().length === 3 ? true : undefined));
  expect(answers()[2]!.message.text).toBe(`heard once more ${album[1]!.message.message_id}`);
});

describe('refuses what Telegram refuses', () => {
  it.each([
    [
      'long captions',
      (chat: number) => bot.api.sendPhoto(chat, new InputFile(picture), { caption: 'x'.repeat(1025) }),
      /caption is too long/,
    ],
    ['empty texts', (chat: number) => bot.api.sendMessage(chat, ' '), /text is empty/],
    [
      'long callback data',
      (chat: number) =>
        bot.api.sendMessage(chat, 'x', { reply_markup: new InlineKeyboard().text('a', 'ä'.repeat(33)) }),
      /BUTTON_DATA_INVALID/,
    ],
    [
      'no pictures',
      (chat: number) => bot.api.sendPhoto(chat, new InputFile(Buffer.from('text'), 'a.png')),
      /INVALID_DIMENSIONS|PROCESS_FAILED/,
    ],
    [
      'albums of one',
      (chat: number) => bot.api.sendMediaGroup(chat, [InputMediaBuilder.photo(new InputFile(picture))]),
      /from 2 to 10/,
    ],
    ['strange chats', () => bot.api.sendMessage(1, 'x'), /chat not found/],
  ])('%s', async (_, ask, message) => {
    const eve = telegram.person('Eve');
    await expect(ask(eve.chat.id)).rejects.toThrow(message);
  });

  it('edits that change nothing', async () => {
    const eve = telegram.person('Eve');
    const { message_id: id } = await bot.api.sendMessage(eve.chat.id, 'same');
    await expect(bot.api.editMessageText(eve.chat.id, id, 'same')).rejects.toThrow('not modified');
  });

  it('floods, with the seconds to wait', async () => {
    const strict = await startTelegram({ perChatPerSecond: 0 });
    const { chat } = strict.person('Dan');
    const { api } = new Bot(strict.token, client(strict));
    await expect(api.sendMessage(chat.id, 'one')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 1 },
    });
    expect(strict.floods).toEqual([{ method: 'sendMessage', chat: chat.id, limit: 'perChatPerSecond' }]);
    await strict.close();
  });
});

it('an update whose confirmation was lost comes again after a restart', async () => {
  const server = await startTelegram();
  const heard: string[] = [];
  const run = async () => {
    const started = new Bot(server.token, client(server));
    started.on('message:text', (ctx) => {
      heard.push(ctx.message.text);
    });
    const before = heard.length;
    void started.start();
    await vi.waitUntil(() => heard.length > before, 120_000);
    await started.stop();
  };
  server.person('Gus').write('once');
  await run();
  server.repeatLastUpdate();
  await run();
  expect(heard).toEqual(['once', 'once']);
  await server.close();
});

it('webhooks: in order, with the secret, again until they are taken', async () => {
  const server = await startTelegram();
  const hooked = new Bot(server.token, client(server));
  const heard: string[] = [];
  hooked.on('message:text', (ctx) => {
    heard.push(ctx.message.text);
  });
  await hooked.init();
  const handle = webhookCallback(hooked, 'http', { secretToken: 'secret' });
  let refusals = 2;
  const http = createServer((request, response) => {
    if (refusals-- > 0) response.writeHead(502).end();
    else void handle(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  await hooked.api.setWebhook(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    secret_token: 'secret',
  });
  const fay = server.person('Fay');
  for (const text of ['one', 'two', 'three']) fay.write(text);
  await vi.waitUntil(() => heard.length >= 3, 120_000);
  expect(heard).toEqual(['one', 'two', 'three']);
  await server.close();
  http.closeAllConnections();
  http.close();
});
