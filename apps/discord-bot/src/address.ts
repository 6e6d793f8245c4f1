import type { JsonObject } from '@dualedit/jobs';
import { type BaseInteraction, type Message, MessageFlags } from 'discord.js';

/** How long an interaction's token works, with a margin for clocks and the way. */
const TOKEN_MS = 14.5 * 60_000;

/** Where a job is answered. Lives in the store, so that a restarted bot goes on with the right message. */
export interface Address extends JsonObject {
  token: string;
  /** When the interaction came, in milliseconds since 1970. */
  at: number;
  channel: string;
  guild: string;
  user: string;
  locale: string;
  /** Bytes that a file of the answer may have. */
  limit: number;
  /** Whether only the user sees the answer. */
  hidden: boolean;
  /** The status message, once it is known. */
  message: string;
  /** Whether that is the interaction's own reply, rather than a further message of it. */
  isReply: boolean;
  /** Whether the result is hidden until somebody looks. */
  spoiler: boolean;
  /** The button that asked, of a job that a button asked for. */
  from: string;
  /** Words of edits whose things were not found and that were left out. */
  missing: string[];
}

export function addressOf(
  interaction: BaseInteraction,
  { hidden, spoiler = false, from = '' }: { hidden: boolean; spoiler?: boolean; from?: string },
): Address {
  return {
    token: interaction.token,
    at: interaction.createdTimestamp,
    channel: interaction.channelId ?? '',
    guild: interaction.guildId ?? '',
    user: interaction.user.id,
    locale: interaction.locale,
    limit: interaction.attachmentSizeLimit,
    hidden,
    message: '',
    isReply: true,
    spoiler,
    from,
    missing: [],
  };
}

/** Whether the interaction's own token still edits the answer. */
export const tokenWorks = ({ at }: Address) => Date.now() - at < TOKEN_MS;

/** Whether only one user sees a message. */
export const isHidden = ({ flags }: Pick<Message, 'flags'>) => flags.has(MessageFlags.Ephemeral);

export const flagsOf = (hidden: boolean) => (hidden ? { flags: MessageFlags.Ephemeral as const } : {});
