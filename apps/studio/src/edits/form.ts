import { assignByName } from '@dualedit/editor/words';
import type { Change } from '@dualedit/foundation';
import type { Context } from 'hono';
import { z } from 'zod';
import { mediaType, parse } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { malformed } from '../http/errors.js';
import { editSchema, settingsSchema } from '../schemas.js';
import type { StudioParts } from '../studio-parts.js';
import { type Asked, maskWithoutEdit } from './ask.js';
import { readAsked } from './read-asked.js';

const FLAGS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
const { command, language, prompt, variants } = editSchema.shape;
const textsSchema = z.object({ command, language, prompt, variants });
const OWN = new Set(['picture', 'command', 'language', 'prompt', 'variants', 'mask_invert']);

/**
 * An edit as a form: `picture` (a file, or the id of one that was posted), `command`, masks as files called `mask[hat]`,
 * `mask[0]`, or `mask`, if there is one edit, and settings as fields of their names.
 */
export async function readEditForm(context: Context<Environment>, parts: StudioParts): Promise<Asked> {
  const type = context.req.header('content-type');
  if (!/^multipart\/form-data\b/i.test(type ?? ''))
    throw mediaType(type, 'application/json, or multipart/form-data');
  const form = await readForm(context);
  const fields = new Map(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const texts = parse(textsSchema, {
    command: fields.get('command') ?? '',
    ...pick(fields, ['language', 'prompt']),
    ...(fields.has('variants') && { variants: Number(fields.get('variants')) }),
  });
  const { changes } = readAsked(texts, parts.reading);
  const invert = fields.get('mask_invert');
  return {
    ...texts,
    picture: await pictureOf(context, form, parts),
    settings: settingsOf(fields),
    masks: await masksOf(form, changes),
    ...(invert !== undefined && { invertMasks: flag('mask_invert', invert) }),
  };
}

/**
 * The files of a form that are masks, by the index of their edit.
 * @throws DualeditError `mask-name-unknown`, `mask-name-twice`, `mask-without-edit`, `request-malformed`
 */
export async function masksOf(form: FormData, changes: readonly Change[]): Promise<Map<number, Uint8Array>> {
  const files = [...form].flatMap(([name, value]): [string | undefined, File][] => {
    const [, thing] = /^mask(?:\[(.+)\])?$/s.exec(name) ?? [];
    return typeof value === 'string' || !name.startsWith('mask') ? [] : [[thing, value]];
  });
  const isIndex = (thing: string | undefined) => /^\d{1,2}$/.test(thing ?? '');
  const named = files.filter(([thing]) => !isIndex(thing));
  const assigned = assignByName(
    changes,
    named.map(([thing, file]) => [thing ?? onlyThing(changes), file]),
  );
  for (const [thing, file] of files.filter(([thing]) => isIndex(thing))) {
    if (!changes[Number(thing)]) throw maskWithoutEdit(Number(thing), changes.length);
    assigned[Number(thing)] = file;
  }
  const masks = new Map<number, Uint8Array>();
  for (const [index, file] of assigned.entries()) if (file) masks.set(index, await bytesOf(file));
  return masks;
}

/** The name under which the mask of the only edit is found. */
function onlyThing(changes: readonly Change[]): string {
  const [edit, ...others] = changes;
  if (!edit || others.length > 0) throw malformed('Call each mask after its thing, such as "mask[hat]".');
  return 'source' in edit ? edit.source : edit.kind === 'background' ? 'background' : edit.target;
}

/** @throws DualeditError `request-malformed` */
export async function readForm(context: Context<Environment>): Promise<FormData> {
  try {
    return await context.req.formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw malformed('Expected a form (multipart/form-data) but it cannot be read.');
  }
}

export async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

async function pictureOf(
  context: Context<Environment>,
  form: FormData,
  { pictures }: StudioParts,
): Promise<string> {
  const picture = form.get('picture');
  if (typeof picture === 'string') return picture;
  if (!picture) throw malformed('picture: expected a file, or the id of a picture, but there is none.');
  return (await pictures.add(context.get('user'), await bytesOf(picture))).id;
}

/** Settings as forms write them. @throws DualeditError `request-malformed` for fields that are neither settings nor known */
export function settingsOf(fields: ReadonlyMap<string, string>) {
  const shape = settingsSchema.shape as Record<string, z.ZodType>;
  const values = [...fields].flatMap(([name, text]): [string, unknown][] => {
    if (OWN.has(name)) return [];
    const isText = !(name in shape) || ['method', 'format', 'metadata'].includes(name);
    if (isText) return [[name, text]];
    return [[name, Object.hasOwn(FLAGS, text) && isFlag(name) ? flag(name, text) : Number(text)]];
  });
  return parse(settingsSchema, Object.fromEntries(values));
}

const isFlag = (name: string) => ['protect', 'retry', 'force', 'details'].includes(name);

function flag(name: string, text: string): boolean {
  if (Object.hasOwn(FLAGS, text)) return FLAGS[text]!;
  throw malformed(`${name}: expected true or false.`, text);
}

const pick = (fields: ReadonlyMap<string, string>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)]] : [])));
