import {
  attachmentTooHeavy,
  type FollowUp,
  fetchPicture,
  mediaKind,
  readEdits,
} from '@dualedit/conversation';
import { DualeditError } from '@dualedit/foundation';
import type { JobOptions, JsonObject } from '@dualedit/jobs';
import type { Attachment } from 'discord.js';
import type { BotContext } from '../bot-context.js';

/** A picture that lies on Discord. */
export interface Picked extends JsonObject {
  url: string;
  /** Bytes; 0 if Discord does not say. */
  size: number;
  name: string;
  /** Empty if Discord does not say. */
  type: string;
}

/** What was asked for in words, so that it can be asked for once more in other words. */
export interface Wish {
  command: string;
  picture: Picked;
  options: JobOptions;
  mask?: Picked;
  /** What is done with a mask that looks inverted; refused unless given. */
  doubtful?: 'invert' | 'as-it-is';
  hidden: boolean;
  spoiler: boolean;
}

export const picked = ({ url, size, name, contentType }: Attachment): Picked => ({
  url,
  size,
  name,
  type: contentType ?? '',
});

/** The request of a wish. @throws CommandError, DualeditError `media-kind`, `picture-too-heavy`, `attachment-gone` */
export async function requestOf(context: BotContext, wish: Wish, locale: string): Promise<FollowUp> {
  const { command, options } = wish;
  const edits = readEdits(context.pack, locale, command);
  const picture = await download(context, wish.picture);
  if (!wish.mask) return { picture, command, edits, options };
  const masks = [await download(context, wish.mask)];
  const meant = wish.doubtful && { invertMasks: wish.doubtful === 'invert' };
  return { picture, command, edits, options: { ...options, masks, ...meant } };
}

/** Downloads a picture from Discord; refuses what is none by its type and name before. */
export async function download(
  { jobs, config }: BotContext,
  { url, size, name, type }: Picked,
): Promise<Buffer> {
  const kind = mediaKind(type, name);
  if (kind !== 'picture' && kind !== 'other') throw notMedia(kind);
  const { pictureBytes: most } = jobs.limits;
  if (size > most) throw attachmentTooHeavy(most, size);
  return fetchPicture(url, { origins: config.DISCORD_CDN, most });
}

const notMedia = (kind: string) =>
  new DualeditError({
    code: 'media-kind',
    message: `Expected a picture but received a file of the kind ${kind}.`,
    hint: 'Send a PNG, JPEG or WebP.',
    received: kind,
  });
