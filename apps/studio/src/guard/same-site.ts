import { DualeditError } from '@dualedit/foundation';
import type { MiddlewareHandler } from 'hono';
import type { Environment } from '../http/environment.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface SiteOptions {
  /** Whether it listens at an address of this machine alone. */
  isLoopback: boolean;
  /** Where a proxy shows it, such as `https://studio.example`. */
  origin: string | undefined;
  /** Origins of other sites whose scripts may call the API. */
  cors: readonly string[];
}

/**
 * Refuses what pages of other sites ask for. A page that has its own name resolve to this machine (DNS rebinding) sends
 * that name as `Host`; one that posts across sites (CSRF) sends its `Origin`, or a browser says `Sec-Fetch-Site` for it.
 */
export function sameSite({ isLoopback, origin, cors }: SiteOptions): MiddlewareHandler<Environment> {
  const own = origin === undefined ? undefined : new URL(origin);
  return async (context, next) => {
    const { req } = context;
    const host = req.header('host') ?? '';
    if (isLoopback && host !== own?.host && !isLoopbackHost(host)) throw hostRefused(host);
    const asked = req.header('origin');
    const isOwn = asked === `http://${host}` || (own !== undefined && asked === own.origin);
    const isAllowed = asked === undefined || isOwn || cors.includes(asked);
    if (!isAllowed) throw originRefused(asked);
    const site = req.header('sec-fetch-site') ?? 'none';
    const isForeign = site !== 'same-origin' && site !== 'none' && !(asked && cors.includes(asked));
    // A link to the page may be followed from anywhere; it does nothing by itself.
    const isVisit = SAFE.has(req.method) && req.path === '/' && req.header('sec-fetch-mode') === 'navigate';
    if (isForeign && !isVisit) throw originRefused(site);
    await next();
  };
}

/** Whether a `Host` header names this machine, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host.replace(/:\d{1,5}$/, '').toLowerCase());
}

function hostRefused(host: string): DualeditError {
  return new DualeditError({
    code: 'host-refused',
    message: `Expected a request for this machine, such as "localhost", but it is for "${host}".`,
    hint: 'Open the address that the server printed; if a proxy stands before it, start it with --origin and a token.',
    received: host,
  });
}

function originRefused(origin: string): DualeditError {
  return new DualeditError({
    code: 'origin-refused',
    message: `Requests from pages of other sites are refused: this one is from "${origin}".`,
    hint: 'Start the server with --cors and that origin if its scripts may use this API with a token.',
    received: origin,
  });
}
