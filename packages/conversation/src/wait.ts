import type { Say } from './say.js';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** When something is possible, for people: `in 40 seconds`, `in 12 minutes`, `in 3 h 20 min`, `in 4 days`. */
export function sayWait(say: Say, seconds: number): string {
  if (seconds <= 90) return say('in-seconds', { n: Math.max(1, Math.ceil(seconds)) });
  const minutes = Math.ceil(seconds / MINUTE);
  if (minutes < 120) return say('in-minutes', { n: minutes });
  if (seconds > 3 * DAY) return say('in-days', { n: Math.ceil(seconds / DAY) });
  return say('in-hours', { hours: Math.floor((minutes * MINUTE) / HOUR), minutes: minutes % 60 });
}
