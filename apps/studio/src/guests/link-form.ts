import type { ReadOptions } from '@dualedit/commands';
import type { Change } from '@dualedit/foundation';
import type { Context } from 'hono';
import { z } from 'zod';
import { bytesOf, masksOf, readForm } from '../edits/form.js';
import { readAsked } from '../edits/read-asked.js';
import { mediaType, parse } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { malformed } from '../http/errors.js';
import { editSchema } from '../schemas.js';

const { command, language } = editSchema.shape;
const textsSchema = z.object({ command, language });

export interface LinkForm {
  picture: Uint8Array;
  changes: readonly Change[];
  /** Encoded masks by the index of their edit. */
  masks: ReadonlyMap<number, Uint8Array>;
}

/** What a link is to open. @throws DualeditError `media-type`, `request-malformed`, `command-…`, `mask-without-edit`, … */
export async function readLinkForm(context: Context<Environment>, reading: ReadOptions): Promise<LinkForm> {
  const type = context.req.header('content-type');
  if (!/^multipart\/form-data\b/i.test(type ?? '')) throw mediaType(type, 'multipart/form-data');
  const form = await readForm(context);
  const picture = form.get('picture');
  if (picture === null || typeof picture === 'string') throw malformed('picture: expected a file.');
  const texts = parse(textsSchema, {
    command: form.get('command') ?? '',
    ...(form.has('language') && { language: form.get('language') }),
  });
  const { changes } = readAsked(texts, reading);
  return { picture: await bytesOf(picture), changes, masks: await masksOf(form, changes) };
}
