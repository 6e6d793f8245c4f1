import { DualeditError } from '@dualedit/foundation';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import type { Environment } from './environment.js';
import { malformed, tooLarge } from './errors.js';

const SMALL_BYTES = 64 * 1024;

/** Refuses a body of more bytes while it is read. */
export function atMost(bytes: number = SMALL_BYTES): MiddlewareHandler<Environment> {
  return bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw tooLarge(bytes);
    },
  });
}

export const isJson = (context: Context<Environment>) =>
  /^application\/json\b/i.test(context.req.header('content-type') ?? '');

/** The body, checked. @throws DualeditError `media-type`, `request-malformed` */
export async function readJson<Schema extends z.ZodType>(
  context: Context<Environment>,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!isJson(context)) throw mediaType(context.req.header('content-type'), 'application/json');
  const text = await context.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(`Expected JSON but it cannot be read: ${(error as Error).message}.`);
  }
  return parse(schema, value);
}

/** @throws DualeditError `request-malformed`, which names each wrong field, not its value */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw malformed(`The request is not as expected: ${problems.slice(0, 5).join('; ')}.`);
}

export function mediaType(received: string | undefined, expected: string): DualeditError {
  return new DualeditError({
    code: 'media-type',
    message: `Expected a body of the type ${expected} but received ${received ?? 'none'}.`,
    hint: `Send it with the header "content-type: ${expected}".`,
    received: received ?? '',
  });
}
