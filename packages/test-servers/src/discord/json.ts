import type { Store, StoredMessage } from './store.js';

/** A user as Discord writes one. */
export const userJson = (id: string, name: string, bot = false) => ({
  id,
  username: name,
  discriminator: '0',
  global_name: name,
  avatar: null,
  bot,
});

/** A message as Discord writes one. */
export function messageJson(store: Store, message: StoredMessage, names: (id: string) => string) {
  const { id, channel, author, content, embeds, components, attachments, flags, sentAt, editedAt } = message;
  return {
    id,
    channel_id: channel,
    ...(store.channels.get(channel)?.guild ? { guild_id: store.channels.get(channel)!.guild } : {}),
    author: userJson(author, names(author), names(author) === 'dualedit'),
    content,
    timestamp: sentAt,
    edited_timestamp: editedAt ?? null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: attachments.map(({ attachment }) => attachment),
    embeds,
    components,
    pinned: false,
    type: 0,
    flags,
  };
}
