import { textsFor } from '@dualedit/conversation';
import { type Job, Undeliverable } from '@dualedit/jobs';
import { GrammyError } from 'grammy';
import type { Address } from './address.js';
import type { BotContext } from './bot-context.js';
import type { Shown } from './message.js';
import { isForbidden, post, rewrite } from './post.js';

/**
 * Sends an answer whose chat takes no photos from the bot: as a file, else to whoever asked directly, of which the chat
 * is told.
 * @returns the message in the chat
 * @throws Undeliverable if no way is open
 */
export async function sendElsewhere({ once }: BotContext, job: Job, shown: Shown): Promise<number> {
  const address = job.address as Address;
  if (shown.picture?.as === 'photo') {
    const file = { ...shown, picture: { ...shown.picture, as: 'file' as const } };
    const sent = await post(once, address, file).catch(unlessForbidden);
    if (sent !== undefined) return sent;
  }
  const say = textsFor(address.locale);
  const tell = async (id: string) => {
    const told = { text: say(id), keyboard: undefined, picture: undefined };
    const isThere = address.message > 0 && (await rewrite(once, address.chat, address.message, told));
    return isThere ? address.message : post(once, address, told);
  };
  const directly = { chat: Number(job.user.id), thread: 0, replyTo: 0 };
  const isReached =
    directly.chat > 0 && (await post(once, directly, shown).catch(unlessClosed)) !== undefined;
  if (isReached) return tell('sent-privately');
  await tell('ask-in-private');
  throw new Undeliverable('The chat takes no pictures, and whoever asked has not written to the bot.');
}

function unlessForbidden(error: unknown): undefined {
  if (!isForbidden(error)) throw error;
}

/** Somebody who never wrote to the bot cannot be written to. */
export function unlessClosed(error: unknown): undefined {
  const isClosed = error instanceof GrammyError && (error.error_code === 403 || error.error_code === 400);
  if (!isClosed) throw error;
}
