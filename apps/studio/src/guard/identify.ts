import { DualeditError } from '@dualedit/foundation';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Guests } from '../guests/guests.js';
import type { Environment } from '../http/environment.js';
import { FRONT_END } from './front-end.js';
import type { Rate } from './rate.js';
import { OWNER, SESSION_COOKIE, type Tokens } from './tokens.js';

export interface Identifying {
  tokens: Tokens;
  guests: Guests;
  /** By address. */
  wrongTokens: Rate;
}

/** Finds out who asks, by a bearer token or by the cookie of a session that was begun with one or with a link. */
export function identify(known: Identifying): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const name = known.tokens.areNeeded ? holderOf(context, known) : OWNER;
    context.set('user', { frontEnd: FRONT_END, id: name });
    await next();
  };
}

/** Whose wrong tokens are counted together. */
export const addressOf = (context: Context<Environment>): string => getConnInfo(context).remote.address ?? '';

function holderOf(context: Context<Environment>, { tokens, guests, wrongTokens }: Identifying): string {
  const address = addressOf(context);
  const [, token] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const session = getCookie(context, SESSION_COOKIE);
  if (token === undefined && session === undefined) throw missing();
  wrongTokens.check(address);
  const name =
    token === undefined
      ? (tokens.holderOfSession(session!) ?? guests.holderOfSession(session!))
      : tokens.holderOf(token);
  if (name !== undefined) return name;
  wrongTokens.take(address);
  throw wrong();
}

function missing(): DualeditError {
  return new DualeditError({
    code: 'token-missing',
    message: 'This server wants a token.',
    hint: 'Send it as "Authorization: Bearer TOKEN", or open the address with the token that the server printed.',
  });
}

function wrong(): DualeditError {
  return new DualeditError({
    code: 'token-wrong',
    message: 'This token is not one of the server’s.',
    hint: 'Copy the token that the server was started with.',
  });
}
