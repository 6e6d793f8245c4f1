import { DualeditError } from '@dualedit/foundation';
import type { Context } from 'hono';
import type { Environment } from './environment.js';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  tiff: 'image/tiff',
};

/** The media type of a picture's format; of any other, one that no browser opens. */
export const typeOf = (format: string) => TYPES[format] ?? 'application/octet-stream';

export interface SentFile {
  bytes: Uint8Array<ArrayBufferLike>;
  type: string;
  /** What it is saved as, with its extension. */
  name: string;
}

/** Answers with a file: shown if it is a picture, saved under its name with `?download`. */
export function sendFile(context: Context<Environment>, { bytes, type, name }: SentFile): Response {
  const isSaved = context.req.query('download') !== undefined || !type.startsWith('image/');
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-disposition': `${isSaved ? 'attachment' : 'inline'}; ${fileName(name)}`,
  });
}

/** A name in a header: nothing that a user wrote gets there as it is. */
export function fileName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^\w.-]+/g, '-');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16)}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Letters and digits of any script, parted by hyphens; at most 40 characters. */
export function slug(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, 40) || 'edit';
}

export function pictureGone(about: string): DualeditError {
  return new DualeditError({
    code: 'picture-gone',
    message: `There is no ${about} of this edit, or no longer.`,
    hint: 'Pictures are kept for some days, and results are there once an edit is done.',
    received: about,
  });
}
