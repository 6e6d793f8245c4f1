import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Line } from './line.js';
import { openLog } from './log.js';

const pauses = vi.hoisted(() => [] as number[]);
// each pause is over at once, and as long as it would have been by the clock
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    pauses.push(ms);
    vi.setSystemTime(Date.now() + ms);
  },
}));

beforeEach(() => {
  pauses.length = 0;
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => void vi.useRealTimers());

function opened(more: { retryAfter?: () => number } = {}) {
  const lines: { level: number; msg: string; seconds?: number }[] = [];
  const log = openLog('test', {}, { write: (line) => void lines.push(JSON.parse(line)) });
  const ending = new AbortController();
  const isFinal = (error: unknown) => (error as Error).message === 'refused';
  const line = new Line({ name: 'The platform', log, signal: ending.signal, isFinal, ...more });
  return { lines, ending, line, said: () => lines.map(({ msg }) => msg) };
}

it('asks until it is answered, at least every ten seconds; says the loss and the return once each', async () => {
  const { line, lines, said } = opened();
  const start = Date.now();
  const seen: boolean[] = [];
  const answer = await line.reach(async () => {
    seen.push(line.isUp);
    if (Date.now() - start < 65_000) throw new Error('unreachable');
    return 'here';
  });
  expect(answer).toBe('here');
  expect(pauses.slice(0, 4)).toEqual([250, 500, 1_000, 2_000]);
  expect(Math.max(...pauses)).toBe(10_000);
  expect(seen).not.toContain(true);
  expect(line.isUp).toBe(true);
  expect(said()).toEqual(['The platform does not answer; asking again', 'The platform answers again']);
  expect(lines[1]!.seconds).toBeGreaterThanOrEqual(65);
});

it('waits as long as the other side asks for', async () => {
  const { line } = opened({ retryAfter: () => 33 });
  let asked = 0;
  await line.reach(async () => {
    asked += 1;
    if (asked < 3) throw new Error('too many');
  });
  expect(pauses).toEqual([33_000, 33_000]);
});

it('what is final is thrown, and asking ends when it is told to', async () => {
  const { line, ending } = opened();
  await expect(line.reach(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(pauses).toEqual([]);
  const waiting = line.reach(async () => {
    if (pauses.length === 3) ending.abort();
    throw new Error('unreachable');
  });
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
});
