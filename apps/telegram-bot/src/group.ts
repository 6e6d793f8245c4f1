import type { Message, User } from 'grammy/types';
import { type BotContext, FRONT_END } from './bot-context.js';

/** What the access rules may name beside the person: the group, if it is none of the private chats. */
export const groupsOf = ({ chat }: Pick<Message, 'chat'>): string[] =>
  chat.type === 'private' ? [] : [`chat:${chat.id}`];

/** The same with the person within the group, whom its administrators may block. */
export const groupsOfPerson = (message: Pick<Message, 'chat'>, user: number): string[] =>
  groupsOf(message).flatMap((group) => [group, `member:${message.chat.id}:${user}`]);

/**
 * Who wrote a message. Administrators who hide, and channels, write as their chat: they share its limits. Undefined for
 * bots, and for what a channel's posts bring along.
 */
export function authorOf(message: Message): Pick<User, 'id' | 'language_code'> | undefined {
  const { from, sender_chat: chat, is_automatic_forward: isForwarded } = message;
  if (chat && !isForwarded) return { id: chat.id };
  return from && !from.is_bot ? from : undefined;
}

/** Whether somebody administrates a group, or is the group itself. */
export async function isAdministrator(
  { api }: Pick<BotContext, 'api'>,
  chat: number,
  user: number,
): Promise<boolean> {
  if (chat >= 0) return false;
  if (chat === user) return true;
  const { status } = await api.getChatMember(chat, user);
  return status === 'administrator' || status === 'creator';
}

/** A group has become a supergroup, with another number: what is known of it follows, and so do its answers. */
export async function followMigration(
  { jobs }: Pick<BotContext, 'jobs'>,
  from: number,
  to: number,
): Promise<void> {
  await jobs.moderation.renamePlace(FRONT_END, `chat:${from}`, `chat:${to}`);
  const owner = (chat: number) => ({ frontEnd: FRONT_END, id: `chat:${chat}` });
  const moderators = await jobs.notes.read(owner(from), 'moderators');
  if (moderators !== undefined) await jobs.notes.write(owner(to), 'moderators', moderators);
  const open = await jobs.list({ frontEnd: FRONT_END, states: ['queued', 'masks', 'editing'] }, 1_000);
  const undelivered = await jobs.list({ frontEnd: FRONT_END, delivery: ['waiting', 'delivering'] }, 1_000);
  for (const { id, address } of [...open, ...undelivered]) {
    if (address.chat !== from) continue;
    // messages have other numbers there
    await jobs.setAddress(id, { ...address, chat: to, message: 0, replyTo: 0, messages: [] });
  }
}
