import type { Context } from 'hono';
import type { Environment } from '../http/environment.js';
import { errorBody, statusOf } from '../http/failure.js';

/** An error in the shape that clients of OpenAI read: what happened and what to do is one message. */
export function openaiFailure(error: unknown, context: Context<Environment>): Response {
  const body = errorBody(error);
  const status = statusOf(body.code);
  if (status >= 500) throw error;
  const type = status === 429 ? 'rate_limit_error' : 'invalid_request_error';
  const message = `${body.message} ${body.next}`;
  return context.json({ error: { ...body, message, type, param: null } }, status);
}
