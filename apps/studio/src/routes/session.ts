import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { identify } from '../guard/identify.js';
import type { Rate } from '../guard/rate.js';
import { SESSION_COOKIE, type Tokens } from '../guard/tokens.js';
import type { Environment } from '../http/environment.js';

/**
 * `POST` with a token begins a session of a browser, whose pictures and event streams cannot send the token; `DELETE`
 * ends it.
 */
export function sessionRoutes(tokens: Tokens, wrongTokens: Rate): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.post('/', identify(tokens, wrongTokens), (context) => {
    const { id } = context.get('user');
    if (tokens.areNeeded) {
      const secure =
        new URL(context.req.url).protocol === 'https:' || isProxied(context.req.header('origin'));
      setCookie(context, SESSION_COOKIE, tokens.sessionOf(id), {
        httpOnly: true,
        sameSite: 'Strict',
        secure,
        path: '/v1',
      });
    }
    return context.json({ user: id });
  });
  routes.delete('/', (context) => {
    deleteCookie(context, SESSION_COOKIE, { path: '/v1' });
    return context.body(null, 204);
  });
  return routes;
}

/** Whether the browser shows the page by HTTPS, although a proxy speaks HTTP to this server. */
const isProxied = (origin: string | undefined) => origin?.startsWith('https:') ?? false;
