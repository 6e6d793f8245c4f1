import type { Allowance, QuotaState } from '@dualedit/jobs';
import type { Say } from './texts.js';
import { sayWait } from './wait.js';

/** The answer to `/quota`: what is left of each limit, and when there is more. */
export function sayQuota(say: Say, { inFlight, hour, day, place, cooldown }: QuotaState): string {
  return [
    say('quota-title'),
    say('quota-in-flight', { left: left(inFlight), most: inFlight.most }),
    sayAllowance(say, 'quota-hour', hour),
    ...(day ? [sayAllowance(say, 'quota-day', day)] : []),
    ...(place ? [sayAllowance(say, 'quota-place', place)] : []),
    ...(cooldown === undefined ? [] : [say('quota-cooldown', { wait: sayWait(say, cooldown) })]),
  ].join('\n');
}

function sayAllowance(say: Say, id: string, allowance: Allowance): string {
  const { nextInSeconds: next, most } = allowance;
  const wait = next === undefined || most === 0 ? 'none' : sayWait(say, next);
  return say(id, { left: left(allowance), most, wait });
}

const left = ({ used, most }: Allowance) => Math.max(0, most - used);
