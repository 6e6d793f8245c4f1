import { createHash } from 'node:crypto';
import { type APIMessage, DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { type Address, tokenWorks } from './address.js';
import { bodyOf, type Shown } from './message.js';

const GONE = new Set<number | string>([
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
]);

/** Whether Discord says that this way to the user does not exist (any more). */
const isGone = (error: unknown) => error instanceof DiscordAPIError && GONE.has(error.code);

/**
 * Writes over a job's message by the interaction's own token. `auth` is off: with it, discord.js would take the 401 of
 * an expired token for its own and forget the bot's.
 * @returns the message, or undefined where the token or the message is gone
 */
export async function editByToken(
  rest: REST,
  application: string,
  address: Address,
  shown: Shown,
): Promise<APIMessage | undefined> {
  if (!tokenWorks(address)) return undefined;
  // jobs of an older version were always answered by the interaction's own reply
  const message = address.isReply === false ? address.message : '@original';
  const route = Routes.webhookMessage(application, address.token, message);
  return (await rest.patch(route, { ...bodyOf(shown), auth: false }).catch(unlessGone)) as
    | APIMessage
    | undefined;
}

/**
 * Sends a message by the bot's own token: to the channel, else to the user directly. `key` makes a second
 * attempt the same message.
 * @returns whether one of the ways was open
 */
export async function postByBot(rest: REST, address: Address, shown: Shown, key: string): Promise<boolean> {
  const nonce = createHash('sha256').update(key).digest('base64url').slice(0, 25);
  const { body, files } = bodyOf({ ...shown, content: `<@${address.user}>\n${shown.content}` });
  const { attachments: _, ...fresh } = body;
  // whoever asked hears of it so late; nobody else is named
  const pinged = { allowed_mentions: { users: [address.user] } };
  const message = { body: { ...fresh, ...pinged, nonce, enforce_nonce: true }, files };
  const channels = address.hidden ? [] : [address.channel];
  for (const channel of channels) {
    if (await rest.post(Routes.channelMessages(channel), message).catch(unlessGone)) return true;
  }
  const opened = await rest
    .post(Routes.userChannels(), { body: { recipient_id: address.user } })
    .catch(unlessGone);
  if (!opened) return false;
  const { id } = opened as { id: string };
  return Boolean(await rest.post(Routes.channelMessages(id), message).catch(unlessGone));
}

/** For calls whose way may be closed: undefined then. */
export function unlessGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}
