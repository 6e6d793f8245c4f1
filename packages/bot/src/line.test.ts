import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Line } from './line.js';
import { openLog } from './log.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened() {
  const lines: { level: number; msg: string }[] = [];
  const log = openLog('test', {}, { write: (line) => void lines.push(JSON.parse(line)) });
  const ending = new AbortController();
  const isFinal = (error: unknown) => (error as Error).message === 'refused';
  return { lines, ending, line: new Line({ name: 'The platform', log, signal: ending.signal, isFinal }) };
}

it('asks until it is answered, at least every ten seconds; says the loss and the return once each', async () => {
  const { line, lines } = opened();
  const asked: number[] = [];
  const start = Date.now();
  const answer = line.reach(async () => {
    asked.push(Date.now() - start);
    if (Date.now() - start < 65_000) throw new Error('unreachable');
    return 'here';
  });
  await vi.advanceTimersByTimeAsync(1);
  expect(lines.map(({ msg }) => msg)).toEqual(['The platform does not answer; asking again']);
  expect(line.isUp).toBe(false);
  await vi.advanceTimersByTimeAsync(75_000);
  expect(await answer).toBe('here');
  const pauses = asked.slice(1).map((at, index) => at - asked[index]!);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(10_100);
  expect(line.isUp).toBe(true);
  expect(lines.map(({ msg }) => msg).slice(1)).toEqual(['The platform answers again']);
});

it('what is final is thrown, and a wait ends when it is asked to', async () => {
  const { line, ending } = opened();
  await expect(line.reach(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  const waiting = line.reach(() => Promise.reject(new Error('unreachable')));
  const ended = expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  await vi.advanceTimersByTimeAsync(1_000);
  ending.abort();
  await ended;
});
