import type { Logger } from '@dualedit/service';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { answerHeaders } from './guard/answer-headers.js';
import { identify } from './guard/identify.js';
import { Rate } from './guard/rate.js';
import { type SiteOptions, sameSite } from './guard/same-site.js';
import type { Tokens } from './guard/tokens.js';
import type { Environment } from './http/environment.js';
import { unknownRoute } from './http/errors.js';
import { errorBody, statusOf } from './http/failure.js';
import { type UiFiles, uiAnswer } from './http/ui-files.js';
import type { StudioLimits } from './options.js';
import { apiRoutes } from './routes/api.js';
import { linkRoutes } from './routes/links.js';
import { sessionRoutes } from './routes/session.js';
import type { StudioParts } from './studio-parts.js';

export interface AppOptions {
  parts: StudioParts;
  site: SiteOptions;
  tokens: Tokens;
  limits: StudioLimits;
  ui: UiFiles;
  log: Logger;
}

/** The server's answers, from the outermost guard to the routes. */
export function createApp({ parts, site, tokens, limits, ui, log }: AppOptions): Hono<Environment> {
  const app = new Hono<Environment>();
  const wrongTokens = new Rate(limits.wrongTokens);
  const requests = new Rate(limits.requests);
  app.use(answerHeaders);
  app.use(sameSite(site));
  if (site.cors.length > 0) app.use('/v1/*', cors({ origin: [...site.cors], maxAge: 600 }));
  app.get('/health', async (context) => {
    const health = await parts.health();
    return context.json(health, health.ok ? 200 : 503);
  });
  const known = { tokens, guests: parts.guests, wrongTokens };
  app.route('/v1/session', sessionRoutes(known));
  app.use('/v1/*', identify(known));
  app.use('/v1/*', async (context, next) => {
    requests.take(context.get('user').id);
    await next();
  });
  const work = new Rate(limits.work);
  app.route('/v1', apiRoutes(parts, limits, work));
  const areForGuests = tokens.areNeeded;
  app.route('/v1/links', linkRoutes(parts, { areForGuests, origin: site.origin, limits, work }));
  app.get('*', (context, next) => Promise.resolve(uiAnswer(context, ui) ?? next()) as Promise<Response>);
  app.notFound((context) => {
    const error = unknownRoute(context.req.method, context.req.path);
    return context.json({ error: errorBody(error) }, statusOf(error.code));
  });
  app.onError((error, context) => {
    const body = errorBody(error);
    const status = statusOf(body.code);
    if (status >= 500) log.error({ err: error, request: context.get('requestId') }, 'a request failed');
    if (status === 429) context.header('retry-after', String(retryAfter(body.received)));
    if (status === 401) context.header('www-authenticate', 'Bearer');
    return context.json({ error: body }, status);
  });
  return app;
}

/** Seconds, where an error says them. */
function retryAfter(received: unknown): number {
  return typeof received === 'number' && received > 0 && received < 3600 ? received : 10;
}
