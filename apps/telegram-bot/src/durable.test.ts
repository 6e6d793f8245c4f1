import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { picture } from '@dualedit/test-servers/edits';
import { afterEach, expect, it, vi } from 'vitest';
import { answers, DONE, holds, labels, pictured, said, textOf } from './testing/chat.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
afterEach(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.join(''));
  await testBot.close();
});

const jobsOf = (id: number) => testBot.jobs.list({ user: { frontEnd: 'telegram', id: String(id) } });

it('an edit lives through refusals, dropped lines, updates that come twice, and a restart in its middle', async () => {
  testBot = await openTestBot({ telegram: { drafts: false, perChatPerSecond: 1 } });
  const { telegram } = testBot;
  await testBot.start();
  const ada = telegram.person('Ada');
  const { animal, ...image } = await picture();
  const soon = {
    status: 429,
    body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } },
  };
  const ill = { status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway' } };
  telegram.fail({ path: /getFile/, answer: soon });
  telegram.fail({ path: /editMessageText/, answer: soon });
  // or the edit would be done before its status can be looked at
  await testBot.jobs.admin.pause('The status is looked at.');
  ada.send(image, { caption: `${animal}→red` });
  const status = await said(telegram, ada.chat, /understood as/);
  expect(labels(status)).toEqual(['Cancel']);
  telegram.repeatLastUpdate();
  await testBot.jobs.admin.resume();
  await vi.waitFor(async () => expect((await jobsOf(ada.user.id))[0]?.state).not.toBe('queued'), {
    timeout: 240_000,
    interval: 20,
  });

  await testBot.stop();
  telegram.repeatLastUpdate();
  telegram.fail({ path: /editMessageMedia/, answer: soon });
  telegram.fail({ path: /editMessageMedia/, answer: ill });
  telegram.fail({ path: /editMessageMedia/, answer: 'hang up' });
  await testBot.start();
  await holds(telegram, 'the answer', () => DONE.test(textOf(status)));
  expect(pictured(status)).toBe('photo');
  expect(telegram.calls.filter(({ path }) => path === 'editMessageMedia')).toHaveLength(4);
  await vi.waitFor(
    async () => expect((await testBot.jobs.admin.figures()).undelivered.telegram ?? 0).toBe(0),
    200_000,
  );
  expect(answers(telegram, ada.chat)).toEqual([status]);
  expect(await jobsOf(ada.user.id)).toHaveLength(1);
  expect(telegram.floods).toEqual([]);
});

it('answers that were sent before a restart are not sent again; closed chats are given up', async () => {
  testBot = await openTestBot();
  const { telegram } = testBot;
  await testBot.start();
  const bob = telegram.person('Bob');
  const { animal: _, ...image } = await picture();
  bob.send(image, { caption: 'cat→"zeppelin"' });
  const answer = await said(telegram, bob.chat, /zeppelin.*\n?.*❌|❌/);
  expect(labels(answer)).toEqual(['Retry', 'Delete']);
  const gone = {
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  };
  telegram.fail({ path: /sendMessage$/, answer: gone });
  bob.press(answer, 'Retry');
  await vi.waitFor(
    async () => expect((await testBot.jobs.admin.figures()).undeliverable.telegram).toBe(1),
    240_000,
  );
  bob.write('/help');
  const help = await said(telegram, bob.chat, /Say what to change/);
  await testBot.stop();
  telegram.repeatLastUpdate();
  await testBot.start();
  bob.write('/cancel');
  const last = await said(telegram, bob.chat, /nothing to cancel/);
  expect(answers(telegram, bob.chat)).toEqual([answer, help, last]);
  expect(await jobsOf(bob.user.id)).toHaveLength(2);
});

it('by webhook: only with the secret, and confirmed when handled', async () => {
  testBot = await openTestBot();
  const { telegram } = testBot;
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/`;
  await testBot.start({ TELEGRAM_WEBHOOK: address, TELEGRAM_WEBHOOK_PORT: String(port) });
  const gus = telegram.person('Gus');
  gus.write('/cancel');
  await said(telegram, gus.chat, /nothing to cancel/);
  gus.write('/queue');
  await said(telegram, gus.chat, /no edits in the queue/);
  const forged = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'guess' },
    body: JSON.stringify({
      update_id: 1,
      message: { message_id: 1, chat: gus.chat, from: gus.user, date: 0, text: '/help' },
    }),
  });
  expect(forged.status).toBe(401);
  expect(answers(telegram, gus.chat)).toHaveLength(2);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
