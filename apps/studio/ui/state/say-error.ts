import type { ErrorBody } from '../../src/contract.js';
import { hasText, say } from './language.js';

/** What an error says, in one or two sentences: ours if the server could not say it. */
export function sayError({ code, message, next }: ErrorBody): string {
  const own = `error-${code}`;
  if (message === '' || code === 'offline')
    return hasText(own) ? say(own, { next }) : say('error-unexpected');
  return next === '' || message.includes(next) ? message : `${message} ${next}`;
}
