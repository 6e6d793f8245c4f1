import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DualeditError } from '@dualedit/foundation';
import { isGuest } from '../guests/guest.js';

/** The name of whoever has the token without a name, and of everybody where no token is needed. */
export const OWNER = 'owner';
export const SESSION_COOKIE = 'dualedit_session';

const LEAST_LENGTH = 16;
const NAME = /^[a-z][a-z\d-]{0,31}$/;

interface Holder {
  name: string;
  token: string;
  /** The value of the cookie of a browser that has shown the token. It follows from the token and does not tell it. */
  session: string;
}

/** Who may use the server. */
export class Tokens {
  private readonly holders: readonly Holder[];

  /** @throws DualeditError `configuration` */
  constructor(tokens: readonly string[]) {
    this.holders = tokens.map(readToken);
    const names = this.holders.map(({ name }) => name);
    if (new Set(names).size < names.length) throw configuration('two tokens have the same name');
  }

  /** Whether a token is needed at all. */
  get areNeeded(): boolean {
    return this.holders.length > 0;
  }

  /** The name of who shows a token; undefined if nobody has it. */
  holderOf(token: string): string | undefined {
    return this.holders.find((holder) => isSame(holder.token, token))?.name;
  }

  /** The name of who has a cookie. */
  holderOfSession(session: string): string | undefined {
    return this.holders.find((holder) => isSame(holder.session, session))?.name;
  }

  sessionOf(name: string): string {
    return this.holders.find((holder) => holder.name === name)!.session;
  }
}

function readToken(text: string): Holder {
  const [, name = OWNER, token = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(text)!;
  if (!NAME.test(name)) throw configuration('the name of a token is not of small letters, digits and "-"');
  if (isGuest(name)) throw configuration('the name of a token begins as those of guests do');
  if (token.length < LEAST_LENGTH) throw configuration(`a token is shorter than ${LEAST_LENGTH} characters`);
  return { name, token, session: createHmac('sha256', token).update('dualedit studio').digest('base64url') };
}

/** In a time that does not tell how much of it was right. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function configuration(what: string): DualeditError {
  return new DualeditError({
    code: 'configuration',
    message: `The tokens cannot be used: ${what}.`,
    hint: 'Give each as "token" or "name=token", such as the output of "openssl rand -hex 16".',
  });
}
