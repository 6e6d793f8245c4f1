import { DualeditError } from '@dualedit/foundation';
import { type Context, Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { SessionAnswer } from '../contract.js';
import { addressOf, type Identifying, identify } from '../guard/identify.js';
import { SESSION_COOKIE } from '../guard/tokens.js';
import { isGuest } from '../guests/guest.js';
import { atMost, isJson, readJson } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { linkSchema } from '../schemas.js';

/**
 * `POST` with a token, or with a link as JSON, begins a session of a browser, whose pictures and event streams cannot
 * send the token; `DELETE` ends it.
 */
export function sessionRoutes(known: Identifying): Hono<Environment> {
  const { tokens, guests, wrongTokens } = known;
  const routes = new Hono<Environment>();
  routes.post('/', atMost(), async (context, next) => {
    if (!isJson(context) || context.req.header('authorization') !== undefined) return next();
    const address = addressOf(context);
    wrongTokens.check(address);
    const { link } = await readJson(context, linkSchema);
    const used = guests.use(link);
    if (!used) {
      wrongTokens.take(address);
      throw linkOver();
    }
    if (isGuest(used.user.id)) {
      const { session, seconds } = guests.begin(used.user);
      keepSession(context, session, { maxAge: seconds });
    }
    return context.json({ user: used.user.id, open: used.opens } satisfies SessionAnswer);
  });
  routes.post('/', identify(known), (context) => {
    const { id } = context.get('user');
    // somebody with a session of their own shows no token
    if (tokens.areNeeded && !isGuest(id)) keepSession(context, tokens.sessionOf(id));
    return context.json({ user: id } satisfies SessionAnswer);
  });
  routes.delete('/', (context) => {
    deleteCookie(context, SESSION_COOKIE, { path: '/v1' });
    return context.body(null, 204);
  });
  return routes;
}

function keepSession(context: Context<Environment>, session: string, more: { maxAge?: number } = {}): void {
  const secure = new URL(context.req.url).protocol === 'https:' || isProxied(context.req.header('origin'));
  setCookie(context, SESSION_COOKIE, session, {
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    path: '/v1',
    ...more,
  });
}

/** Whether the browser shows the page by HTTPS, although a proxy speaks HTTP to this server. */
const isProxied = (origin: string | undefined) => origin?.startsWith('https:') ?? false;

/** One text for all cases: whoever guesses learns nothing. */
function linkOver(): DualeditError {
  return new DualeditError({
    code: 'link-over',
    message: 'This link opens nothing: each works once, for 10 minutes.',
    hint: 'Ask for a new one in the chat that it is from.',
  });
}
