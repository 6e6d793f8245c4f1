import { z } from 'zod';
import type { EditSettings } from '../contract.js';
import { settingsOf } from '../edits/form.js';
import { parse } from '../http/body.js';
import { malformed } from '../http/errors.js';
import { LONGEST_COMMAND, MOST_VARIANTS } from '../limits.js';
import { settingsSchema } from '../schemas.js';

export interface ImagesEdit {
  image: File;
  mask: File | undefined;
  prompt: string;
  n: number;
  /** The box that results are scaled down to fit in, if one was asked for. */
  size: { width: number; height: number } | undefined;
  responseFormat: 'url' | 'b64_json';
  format: 'png' | 'jpeg' | 'webp';
  /** Fields of our own, such as `strength` and `steps`. */
  settings: EditSettings;
}

const schema = z.object({
  prompt: z.string().max(LONGEST_COMMAND),
  n: z.coerce.number().int().min(1).max(MOST_VARIANTS).default(1),
  size: z
    .string()
    .regex(/^(auto|[1-9]\d{1,4}x[1-9]\d{1,4})$/, 'expected "auto" or a size such as "512x512"')
    .default('auto'),
  response_format: z.enum(['url', 'b64_json']).default('b64_json'),
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  stream: z.literal('false', 'streams of partial images are not sent').optional(),
});

/** The fields of a request; those that mean nothing here (`model`, `user`, `quality`, …) are left out. */
export function readFields(form: FormData): ImagesEdit {
  const images = [...form.getAll('image'), ...form.getAll('image[]')].filter(
    (one) => typeof one !== 'string',
  );
  const [image] = images;
  if (!image) throw malformed('image: expected a file but there is none.');
  if (images.length > 1) throw malformed(`image: expected one picture but received ${images.length}.`);
  const mask = form.get('mask');
  const texts = [...form].filter(([, value]) => typeof value === 'string');
  const fields = parse(schema, Object.fromEntries(texts));
  const [width, height] = fields.size.split('x').map(Number);
  return {
    image,
    mask: mask === null || typeof mask === 'string' ? undefined : mask,
    prompt: fields.prompt,
    n: fields.n,
    size: height === undefined ? undefined : { width: width!, height },
    responseFormat: fields.response_format,
    format: fields.output_format,
    settings: settingsOf(ownFields(form)),
  };
}

function ownFields(form: FormData): Map<string, string> {
  const isOwn = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string' && Object.hasOwn(settingsSchema.shape, entry[0]);
  return new Map([...form].filter(isOwn));
}
