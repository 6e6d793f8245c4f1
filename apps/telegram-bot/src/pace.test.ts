import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from './pace.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The most of what happened within any window. */
const most = (times: readonly number[], windowMs: number) =>
  Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length));

it('whatever wants to be written whenever: no chat gets more than Telegram takes, and answers have room', () => {
  const wish = fc.record({ chat: fc.constantFrom(-2, -1, 1, 2), after: fc.integer({ min: 0, max: 900 }) });
  fc.assert(
    fc.property(fc.array(wish, { minLength: 50, maxLength: 300 }), (wishes) => {
      const pace = new Pace();
      const written = new Map<number, number[]>();
      for (const { chat, after } of wishes) {
        vi.advanceTimersByTime(after);
        if (!pace.allowsProgress(chat)) continue;
        pace.count(chat);
        written.set(chat, [...(written.get(chat) ?? []), Date.now()]);
      }
      for (const [chat, times] of written) {
        expect(most(times, 1_000)).toBe(1);
        if (chat < 0) expect(most(times, 60_000)).toBeLessThanOrEqual(12);
      }
      expect(most([...written.values()].flat(), 1_000)).toBeLessThanOrEqual(20);
    }),
    { numRuns: 30 },
  );
});

it('answers wait for their second, for a full group, and for as long as Telegram says', async () => {
  const pace = new Pace();
  expect(pace.waitSeconds(1)).toBe(0);
  pace.count(1);
  expect(pace.waitSeconds(1)).toBe(1);
  for (let sent = 0; sent < 20; sent++) {
    pace.count(-1);
    vi.advanceTimersByTime(1_000);
  }
  expect(pace.waitSeconds(-1)).toBe(40);
  const refuse = async () => ({
    ok: false as const,
    error_code: 429,
    description: '',
    parameters: { retry_after: 7 },
  });
  await pace.transformer(refuse as never, 'sendMessage', { chat_id: 5, text: '' } as never);
  expect(pace.waitSeconds(5)).toBe(7);
  expect(pace.allowsProgress(5)).toBe(false);
  vi.advanceTimersByTime(7_000);
  expect(pace.allowsProgress(5)).toBe(true);
});

it('all chats together stay below what one bot may send', () => {
  const pace = new Pace();
  const allowed = Array.from({ length: 100 }, (_, at) => at + 1).filter((chat) => {
    const may = pace.allowsProgress(chat);
    if (may) pace.count(chat);
    return may;
  });
  expect(allowed).toHaveLength(20);
});
