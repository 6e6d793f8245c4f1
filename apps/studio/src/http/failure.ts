import { CommandError } from '@dualedit/commands';
import { type Category, DualeditError, factsOf } from '@dualedit/foundation';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorBody } from '../contract.js';

/** Statuses of codes that say more than their category does. */
const STATUSES: Readonly<Record<string, ContentfulStatusCode>> = {
  'token-missing': 401,
  'token-wrong': 401,
  'host-refused': 403,
  'origin-refused': 403,
  'user-blocked': 403,
  'user-not-allowed': 403,
  'route-unknown': 404,
  'job-unknown': 404,
  'picture-unknown': 404,
  'job-unfinished': 409,
  'link-over': 410,
  'picture-gone': 410,
  'picture-too-heavy': 413,
  'picture-too-large': 413,
  'request-too-large': 413,
  'picture-format': 415,
  'media-type': 415,
  'limit-in-flight': 429,
  'limit-per-hour': 429,
  'queue-full': 429,
  'rate-limited': 429,
};

const BY_CATEGORY: Readonly<Record<Category, ContentfulStatusCode>> = {
  usage: 400,
  input: 422,
  model: 501,
  environment: 503,
  internal: 500,
};

/** The HTTP status of an error's code. */
export function statusOf(code: string): ContentfulStatusCode {
  return STATUSES[code] ?? BY_CATEGORY[factsOf(code).category];
}

/** An error as the API says it. Of one that is not ours, nothing is said: it may hold anything. */
export function errorBody(error: unknown): ErrorBody {
  if (!DualeditError.is(error)) {
    return {
      code: 'internal',
      message: 'Something went wrong that should not.',
      next: 'Try again; please report it with the x-request-id of this answer if it stays so.',
    };
  }
  const { code, message, hint, received } = error;
  return {
    code,
    message,
    next: hint,
    ...(received !== undefined && { received }),
    ...(CommandError.is(error) && { span: error.span }),
    ...(CommandError.is(error) && error.instead !== undefined && { suggestions: [error.instead] }),
  };
}
