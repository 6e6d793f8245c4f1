// The same bot against a simulator of Telegram that others wrote, so that our own server is not the only judge.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestBot } from '@bonkers-agency/grammy-test';
import { Standing } from '@dualedit/conversation';
import { defaultPackFolder, openPack } from '@dualedit/core';
import { openJobs } from '@dualedit/jobs';
import { openLog } from '@dualedit/service';
import { picture, quickEditor } from '@dualedit/test-servers/edits';
import type { InlineKeyboardButton, Message } from 'grammy/types';
import { expect, it, vi } from 'vitest';
import { startDatabase } from '../../../packages/jobs/testing/databases.mjs';
import type { BotContext } from './bot-context.js';
import { readConfig } from './config.js';
import { deliverJobs } from './deliver.js';
import { followJobs } from './follow.js';
import { Later } from './later.js';
import { Pace } from './pace.js';
import { route } from './route.js';

const TOKEN = `1:${'x'.repeat(35)}`;

it('commands, settings, and an edit from the photo to its buttons', async () => {
  const { animal, bytes } = await picture();
  const files = createServer((_, response) => response.end(bytes));
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  const database = await startDatabase('embedded');
  const jobs = await openJobs(database.store);
  await jobs.startWorker({ editor: () => quickEditor({ steps: 3 }) });
  const bot = new TestBot({ token: TOKEN });
  const api = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  const context: BotContext = {
    config: readConfig({ TELEGRAM_TOKEN: TOKEN, TELEGRAM_API: api }),
    jobs,
    log: openLog('test', { level: 'debug' }, { write: (line) => process.env.SHOW_LOG && console.log(line) }),
    api: bot.api,
    once: bot.api,
    passing: bot.api,
    pace: new Pace(),
    later: new Later(),
    standing: new Standing(jobs),
    stopping: new AbortController().signal,
    me: bot.botInfo,
    pack: await openPack(defaultPackFolder()),
  };
  bot.use((ctx) => route(context, ctx));
  const following = followJobs(context);
  const deliveries = deliverJobs(context, following);
  const user = bot.createUser({ first_name: 'Ada', language_code: 'en' });
  const chat = bot.createChat({ type: 'private', id: user.id, first_name: 'Ada' });
  try {
    expect((await bot.sendCommand(user, chat, '/help')).text).toContain('Say what to change');
    expect((await bot.sendCommand(user, chat, '/queue')).text).toContain('no edits in the queue');
    const settings = await bot.sendCommand(user, chat, '/settings');
    const file = dataOf(settings.messages[0]!, 'As a file');
    const chosen = await bot.clickButton(user, chat, file, settings.messages[0]);
    expect(chosen.callbackAnswer?.text).toBe('Saved.');
    const method = dataOf(settings.messages[0]!, 'p2p');
    expect((await bot.clickButton(user, chat, method, settings.messages[0])).callbackAnswer?.text).toBe(
      'Saved.',
    );
    expect((await bot.sendMessage(user, chat, 'cat dog')).text).toContain('Send me a picture first');

    await bot.sendPhoto(user, chat, { width: 128, height: 128 }, { caption: `${animal}→red` });
    const answer = await vi.waitUntil(() => answered(bot), { timeout: 300_000, interval: 200 });
    expect(answer.caption).toContain(`understood as: ${animal}→red`);
    expect(answer.caption).toContain('p2p');
    const masks = await bot.clickButton(user, chat, dataOf(answer, 'Masks'), answer);
    expect(masks.messages[0]?.caption).toContain('What was edited');
    const deleted = await bot.clickButton(user, chat, dataOf(answer, 'Delete'), answer);
    expect(deleted.deletedMessageIds).toContain(answer.message_id);
    expect(await jobs.list({})).toEqual([]);
  } finally {
    await Promise.all([following.stop(), deliveries.stop()]);
    await jobs.close();
    bot.dispose();
    files.close();
    await database.stop();
  }
});

/** The finished edit among what the bot sent: a file, as was chosen. */
function answered(bot: TestBot): Message | undefined {
  return bot
    .getApiCalls()
    .map(({ response }) => response as Partial<Message> | boolean | undefined)
    .find(
      (one): one is Message =>
        typeof one === 'object' && Boolean(one.document) && /Done in/.test(one.caption ?? ''),
    );
}

function dataOf({ reply_markup: markup }: Message, label: string): string {
  const buttons = (markup as { inline_keyboard: InlineKeyboardButton[][] }).inline_keyboard.flat();
  const found = buttons.find(({ text }) => text === label);
  if (!found || !('callback_data' in found)) throw new Error(`There is no button ${label}.`);
  return found.callback_data;
}
