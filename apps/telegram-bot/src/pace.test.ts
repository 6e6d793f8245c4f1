import fc from 'fast-check';
import type { Transformer } from 'grammy';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NotNow, Pace } from './pace.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A call that reached Telegram. */
interface Arrived {
  chat: number;
  weight: number;
  progress: boolean;
  at: number;
  name: number;
}

/** The most that arrived within any window. */
function most(arrived: readonly Arrived[], windowMs: number): number {
  const within = (start: number) => arrived.filter(({ at }) => at >= start && at < start + windowMs);
  const sum = (some: readonly Arrived[]) => some.reduce((total, { weight }) => total + weight, 0);
  return Math.max(0, ...arrived.map(({ at }) => sum(within(at))));
}

const wish = fc.record({
  chat: fc.constantFrom(-2, -1, 1, 2),
  progress: fc.boolean(),
  pictures: fc.constantFrom(1, 1, 1, 4),
  afterMs: fc.integer({ min: 0, max: 1_500 }),
  /** On its way there, and back. */
  wayMs: fc.tuple(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 0, max: 1_200 })),
});

it('whatever is to be sent whenever, however long it takes: never more than Telegram takes, answers all and in order', async () => {
  const wishes = fc.array(wish, { minLength: 30, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(wishes, async (all) => {
      const pace = new Pace();
      const arrived: Arrived[] = [];
      const dropped: unknown[] = [];
      for (const [name, { chat, progress, pictures, afterMs, wayMs }] of all.entries()) {
        await vi.advanceTimersByTimeAsync(afterMs);
        const telegram = async () => {
          await new Promise((resolve) => setTimeout(resolve, wayMs[0]));
          arrived.push({ chat, weight: progress ? 1 : pictures, progress, at: Date.now(), name });
          await new Promise((resolve) => setTimeout(resolve, wayMs[1]));
          return { ok: true as const, result: true };
        };
        const payload = { chat_id: chat, media: Array.from({ length: pictures }) };
        const sent = progress
          ? pace.progress(telegram as never, 'editMessageText', { chat_id: chat, text: '' })
          : pace.answers(telegram as never, 'sendMediaGroup', payload as never);
        void sent.catch((error) => dropped.push(error));
      }
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(dropped.every((error) => error instanceof NotNow)).toBe(true);
      expect(arrived.length + dropped.length).toBe(all.length);
      for (const chat of [-2, -1, 1, 2]) {
        const own = arrived.filter((one) => one.chat === chat);
        const calls = own.map((one) => ({ ...one, weight: 1 }));
        expect(most(calls, 1_000)).toBeLessThanOrEqual(1);
        const answers = own.filter(({ progress }) => !progress).map(({ name }) => name);
        expect(answers).toEqual(answers.toSorted((a, b) => a - b));
        expect(answers).toHaveLength(all.filter((one) => one.chat === chat && !one.progress).length);
        if (chat > 0) continue;
        expect(most(own, 60_000)).toBeLessThanOrEqual(20);
        expect(
          most(
            own.filter(({ progress }) => progress),
            60_000,
          ),
        ).toBeLessThanOrEqual(12);
      }
    }),
    { numRuns: 25 },
  );
});

const answering = (answer: object) => (async () => answer) as never;
const send = (pace: Pace, chat: number, answer: object = { ok: true, result: true }) =>
  pace.answers(answering(answer), 'sendMessage', { chat_id: chat, text: '' });
const draft = (pace: Pace, chat: number) =>
  pace.progress(answering({ ok: true }), 'sendMessageDraft', { chat_id: chat, draft_id: 1, text: '' });

it('progress is dropped where an answer waits or Telegram asked for patience, and not kept for later', async () => {
  const pace = new Pace();
  await send(pace, 5, { ok: false, error_code: 429, description: '', parameters: { retry_after: 7 } });
  expect(pace.waitSeconds(5)).toBe(7);
  await expect(draft(pace, 5)).rejects.toBeInstanceOf(NotNow);
  const waiting = send(pace, 5);
  await vi.advanceTimersByTimeAsync(6_900);
  await expect(draft(pace, 5)).rejects.toBeInstanceOf(NotNow);
  await vi.advanceTimersByTimeAsync(100);
  await waiting;
  await vi.advanceTimersByTimeAsync(1_100);
  await draft(pace, 5);
});

it('says how long an answer would wait: for its second, for those before it, for a full group', async () => {
  const pace = new Pace();
  expect(pace.waitSeconds(1)).toBe(0);
  await send(pace, 1);
  expect(pace.waitSeconds(1)).toBeCloseTo(1.05);
  void send(pace, 1);
  void send(pace, 1);
  expect(pace.waitSeconds(1)).toBeGreaterThan(2);
  for (let sent = 0; sent < 20; sent++) {
    await send(pace, -1);
    await vi.advanceTimersByTimeAsync(1_100);
  }
  expect(pace.waitSeconds(-1)).toBeCloseTo(61 - 22);
  expect(pace.waitSeconds(-1, 3)).toBeCloseTo(61 - 22 + 2 * 1.1);
});

it('all chats together stay below what one bot may send, and leave room to answers', async () => {
  const pace = new Pace();
  const chats = Array.from({ length: 100 }, (_, at) => at + 1);
  const drafts = await Promise.allSettled(chats.map((chat) => draft(pace, chat)));
  expect(drafts.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
  const answered: number[] = [];
  for (const chat of chats) void send(pace, 1_000 + chat).then(() => answered.push(Date.now()));
  const start = Date.now();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(answered).toHaveLength(100);
  expect(answered.filter((at) => at - start < 1_000)).toHaveLength(10);
});

it('a group’s minute outlives the process', async () => {
  const pace = new Pace();
  await send(pace, 1);
  for (let sent = 0; sent < 20; sent++) {
    await send(pace, -1);
    await vi.advanceTimersByTimeAsync(1_100);
  }
  const saved = JSON.parse(JSON.stringify(pace.saved)) as typeof pace.saved;
  expect(saved.map(([chat]) => chat)).toEqual([-1]);
  vi.setSystemTime(Date.now() + 5_000);
  const next = new Pace(saved);
  expect(next.waitSeconds(-1)).toBeCloseTo(61 - 22 - 5);
  expect(next.allowsProgress(-1)).toBe(false);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(next.allowsProgress(-1)).toBe(true);
});

it('what only asks, and what concerns no chat, goes at once', async () => {
  const pace = new Pace();
  const first: Parameters<Transformer>[0] = answering({ ok: true, result: true });
  await send(pace, 1);
  await pace.answers(first, 'getChatMember', { chat_id: 1, user_id: 2 });
  await pace.answers(first, 'answerCallbackQuery', { callback_query_id: '1' });
  expect(pace.allowsProgress(1)).toBe(false);
});
