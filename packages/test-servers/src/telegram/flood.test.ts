import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Flood, type FloodLimits } from './flood.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function flood(limits: FloodLimits) {
  const counted = new Flood(limits);
  const passes = (method: string, chat: number, weight = 1) => {
    try {
      counted.count(method, chat, weight);
      return true;
    } catch {
      return false;
    }
  };
  return { counted, passes };
}

it('a chat, by its second; what only asks is not counted', () => {
  const { counted, passes } = flood({ perChatPerSecond: 1 });
  expect([passes('sendMessageDraft', 1), passes('sendPhoto', 1), passes('sendPhoto', 2)]).toEqual([
    true,
    false,
    true,
  ]);
  expect([passes('getChatMember', 1), passes('answerCallbackQuery', Number.NaN)]).toEqual([true, true]);
  vi.advanceTimersByTime(1_000);
  expect(passes('sendPhoto', 1)).toBe(true);
  expect(counted.refused).toEqual([{ method: 'sendPhoto', chat: 1, limit: 'perChatPerSecond' }]);
});

it('a group, by its minute, where albums count as their pictures and actions not at all', () => {
  const { counted, passes } = flood({ perGroupPerMinute: 3 });
  expect(passes('sendMediaGroup', -1, 2)).toBe(true);
  expect(passes('sendChatAction', -1)).toBe(true);
  expect(passes('sendMediaGroup', -1, 2)).toBe(false);
  expect([passes('editMessageText', -1), passes('editMessageText', -1)]).toEqual([true, false]);
  expect([1, 2, 3, 4].map(() => passes('sendMessage', 5))).toEqual([true, true, true, true]);
  vi.advanceTimersByTime(59_000);
  expect(() => counted.count('sendMessage', -1, 1)).toThrow('retry after 1');
  vi.advanceTimersByTime(1_000);
  expect(passes('sendMessage', -1)).toBe(true);
});

it('all chats together, by their second', () => {
  const { passes } = flood({ perSecond: 5 });
  expect([1, 2, 3, 4, 5, 6].map((chat) => passes('sendMessage', chat))).toEqual([
    ...[true, true, true, true, true],
    false,
  ]);
});
