import { METHODS, type MethodName } from '@dualedit/core/methods';
import type { User } from 'grammy/types';
import { type BotContext, userOf } from './bot-context.js';

/** How a result is sent: a photo, which Telegram compresses, or a file, which it leaves as it is. */
export type SendAs = 'photo' | 'file';

/** Someone who writes to the bot, with what they chose in `/settings`. */
export interface Person {
  id: number;
  locale: string;
  /** How results are sent; undefined: as the picture came. */
  send: SendAs | undefined;
  /** How pictures are edited; undefined: by the usual method. */
  method: MethodName | undefined;
  /** Whether results are hidden until they are tapped. */
  spoiler: boolean;
  /** Whether edits are made in several ways to choose from. */
  variants: boolean;
  /** Whether edits are made by several methods, and the best one is kept. */
  choose: boolean;
}

/** What a person chose; what is absent follows Telegram. */
export interface Choices {
  language?: string;
  send?: SendAs;
  method?: MethodName;
  spoiler?: 'on';
  variants?: 'on';
  choose?: 'on';
}

const NOTE = 'settings';

export async function readChoices({ jobs }: BotContext, id: number): Promise<Choices> {
  return ((await jobs.notes.read(userOf(id), NOTE)) ?? {}) as Choices;
}

export async function writeChoices({ jobs }: BotContext, id: number, choices: Choices): Promise<void> {
  await jobs.notes.write(userOf(id), NOTE, { ...choices });
}

export async function personOf(
  context: BotContext,
  { id, language_code: language }: Pick<User, 'id' | 'language_code'>,
): Promise<Person> {
  const choices = await readChoices(context, id);
  const { send, method } = choices;
  // An older version may have had a method that is no more.
  const known = method !== undefined && Object.hasOwn(METHODS, method) ? method : undefined;
  return {
    id,
    locale: choices.language ?? language ?? 'en',
    send,
    method: known,
    spoiler: choices.spoiler === 'on',
    variants: choices.variants === 'on',
    choose: choices.choose === 'on',
  };
}
