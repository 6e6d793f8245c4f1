import type { RunningBot } from '@dualedit/service';
import type { Interaction, Person, StoredChannel, StoredMessage } from '@dualedit/test-servers/discord';
import { everyComponent } from '@dualedit/test-servers/discord';
import { picture } from '@dualedit/test-servers/edits';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
let bot: RunningBot;
let channel: StoredChannel;
let ada: Person;

beforeAll(async () => {
  testBot = await openTestBot({ limits: { inFlight: 60, perHour: 1000 } });
  bot = await testBot.start();
  channel = testBot.discord.guildChannel();
  ada = testBot.discord.person({ name: 'ada' });
});

afterAll(async () => {
  await testBot.close();
});

async function ask(place = channel): Promise<Interaction> {
  const { animal, ...image } = await picture();
  return ada.slash(place, 'edit', { picture: image, command: `${animal}→red` });
}

const isFinished = ({ components }: StoredMessage) =>
  everyComponent(components).some(({ label }) => label === 'Stronger');

const answers = (place = channel) => testBot.discord.messages(place).filter(isFinished);

const told = (asked: Interaction) =>
  testBot.discord.until('that it is queued', () => (asked.original?.version ? asked.original : undefined));

const delivered = (count: number, place = channel) =>
  testBot.discord.until(
    'the answer',
    () => (answers(place).length === count ? answers(place) : undefined),
    200,
  );

it('an answer after the token’s 15 minutes: the bot posts it itself, once, and pings only who asked', async () => {
  const asked = await ask();
  await told(asked);
  testBot.discord.expire(asked);
  const [message] = await delivered(1);
  expect(message!.id).not.toBe(asked.original!.id);
  expect(message!.content).toContain(`<@${ada.id}>`);
});

it('where no way is open, the answer waits for /queue', async () => {
  const place = testBot.discord.guildChannel();
  const asked = await ask(place);
  await told(asked);
  testBot.discord.expire(asked);
  place.open = false;
  testBot.discord.fail({
    path: /^\/users\/@me\/channels$/,
    answer: { status: 403, body: { code: 50007, message: 'Cannot send messages to this user' } },
  });
  await vi.waitFor(
    async () => {
      expect(
        await testBot.jobs.list({ user: { frontEnd: 'discord', id: ada.id }, delivery: ['given-up'] }),
      ).toHaveLength(1);
    },
    { timeout: 200_000, interval: 200 },
  );
  const queue = ada.slash(channel, 'queue');
  const late = await testBot.discord.until('the late answer', () => queue.followUps[0]);
  expect(late.content).toContain('could not be sent');
  expect(late.attachments).toHaveLength(2);
  await vi.waitFor(
    async () => expect((await testBot.jobs.admin.figures()).undeliverable).toEqual({}),
    200_000,
  );
});

it('429 and 5xx are waited out', async () => {
  const asked = await ask();
  await told(asked);
  const slow = {
    status: 429,
    body: { message: 'slow', retry_after: 0.2, global: false },
    headers: { 'retry-after': '0.2' },
  };
  testBot.discord.fail({ path: /messages\/@original$/, method: 'PATCH', answer: slow });
  testBot.discord.fail({ path: /messages\/@original$/, method: 'PATCH', answer: { status: 502, body: {} } });
  await testBot.discord.until(
    'the answer',
    () => (asked.original && isFinished(asked.original) ? true : undefined),
    200,
  );
});

it('the gateway drops while an edit runs: nothing that is asked meanwhile is lost', async () => {
  const first = await ask();
  await told(first);
  testBot.discord.gateway.drop();
  const second = await ask();
  await told(second);
  expect(testBot.discord.gateway.resumed).toBe(1);
  for (const asked of [first, second]) {
    await testBot.discord.until('the answer', () => (isFinished(asked.original!) ? true : undefined), 200);
  }
});

it('the bot is restarted while an edit runs: the same message becomes the answer, its buttons work', async () => {
  const asked = await ask();
  await told(asked);
  await bot.stop();
  await vi.waitFor(
    async () => {
      const [job] = await testBot.jobs.list({ user: { frontEnd: 'discord', id: ada.id } }, 1);
      expect(job?.state).toBe('done');
    },
    { timeout: 200_000, interval: 200 },
  );
  expect(isFinished(asked.original!)).toBe(false);
  const registrations = testBot.discord.registrations.count;
  bot = await testBot.start();
  await testBot.discord.until('the answer', () => (isFinished(asked.original!) ? true : undefined), 200);
  expect(testBot.discord.registrations.count).toBe(registrations);
  const masks = ada.press(asked.original!, 'Masks');
  await testBot.discord.until('the masks', () => masks.original?.attachments[0]);
  expect(testBot.log.join('')).not.toContain(testBot.discord.token);
});
