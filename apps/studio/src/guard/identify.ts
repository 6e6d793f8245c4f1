import { DualeditError } from '@dualedit/foundation';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Environment } from '../http/environment.js';
import type { Rate } from './rate.js';
import { OWNER, SESSION_COOKIE, type Tokens } from './tokens.js';

export const FRONT_END = 'studio';

/** Finds out who asks, by a bearer token or by the cookie of a session that was begun with one. */
export function identify(tokens: Tokens, wrongTokens: Rate): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const name = tokens.areNeeded ? holderOf(context, tokens, wrongTokens) : OWNER;
    context.set('user', { frontEnd: FRONT_END, id: name });
    await next();
  };
}

function holderOf(context: Context<Environment>, tokens: Tokens, wrongTokens: Rate): string {
  const address = getConnInfo(context).remote.address ?? '';
  const [, token] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const session = getCookie(context, SESSION_COOKIE);
  if (token === undefined && session === undefined) throw missing();
  wrongTokens.check(address);
  const name = token === undefined ? tokens.holderOfSession(session!) : tokens.holderOf(token);
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
