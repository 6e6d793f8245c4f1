import { EventEmitter } from 'node:events';
import type { REST } from 'discord.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Acknowledgements } from './acknowledgements.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened() {
  const rest = new EventEmitter();
  const acknowledgements = new Acknowledgements(rest as unknown as REST);
  const answer = (id: string, status = 204) =>
    rest.emit('response', { path: `/interactions/${id}/token/callback` }, { status });
  return { acknowledgements, answer };
}

/** Whether a promise has resolved, after what was due. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return over;
}

it('waits for those that are open, until each has its first answer', async () => {
  const { acknowledgements, answer } = opened();
  for (const id of ['1', '2']) acknowledgements.enter(id);
  const quiet = acknowledgements.quiet();
  answer('1');
  answer('2', 502);
  expect(await isOver(quiet)).toBe(false);
  answer('2');
  expect(await isOver(quiet)).toBe(true);
});

it('does not wait for those that come later, however many there are', async () => {
  const { acknowledgements, answer } = opened();
  acknowledgements.enter('1');
  const quiet = acknowledgements.quiet();
  for (let id = 2; id < 60; id++) acknowledgements.enter(String(id));
  answer('1');
  expect(await isOver(quiet)).toBe(true);
});

it('waits three seconds at most, after which Discord takes no answer', async () => {
  const { acknowledgements } = opened();
  acknowledgements.enter('1');
  const quiet = acknowledgements.quiet();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(await isOver(quiet)).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(await isOver(quiet)).toBe(true);
});
