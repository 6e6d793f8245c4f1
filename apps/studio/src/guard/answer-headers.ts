import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Environment } from '../http/environment.js';

/** What every answer says, whatever it is: nothing of it is guessed at, framed, run, or stored by others. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** What is not a page of ours runs nothing, also if somebody opens it as one. */
const NO_PAGE = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** Gives each request an id of ours, and each answer the headers above. */
export const answerHeaders: MiddlewareHandler<Environment> = async (context, next) => {
  const id = randomUUID();
  context.set('requestId', id);
  await next();
  const { headers } = context.res;
  headers.set('x-request-id', id);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', NO_PAGE);
  // Pictures are somebody's: what is deleted here must not stay in a browser's cache.
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
};
