import { type Action, textsFor } from '@dualedit/conversation';
import { type ButtonInteraction, MessageFlags } from 'discord.js';
import { flagsOf } from '../address.js';
import { NO_MENTIONS } from '../message.js';

/** Presses that change their own message; the others are answered by a message of their own. */
const REWRITES: ReadonlySet<Action> = new Set([
  'cancel',
  'undo',
  'redo',
  'delete',
  'variants',
  'pick',
  'block-day',
]);

/**
 * Answers a press, unless that has happened; what it asks for comes afterwards.
 * @param hidden whether an answer of its own is for the presser alone
 */
export async function acknowledge(
  interaction: ButtonInteraction,
  action: Action,
  hidden: boolean,
): Promise<void> {
  if (interaction.deferred || interaction.replied) return;
  if (REWRITES.has(action)) await interaction.deferUpdate();
  // a modal can only be the first answer, so that it cannot come any more
  else if (action === 'again')
    await interaction.reply(onlyFor(textsFor(interaction.locale)('error-database-away')));
  else await interaction.deferReply(flagsOf(hidden));
}

export const onlyFor = (content: string) => ({
  content,
  allowedMentions: NO_MENTIONS,
  flags: MessageFlags.Ephemeral as const,
});

/** Says something to the presser alone, whether or not the press has been answered. */
export async function tell(interaction: ButtonInteraction, action: Action, content: string): Promise<void> {
  if (!interaction.deferred && !interaction.replied) return void (await interaction.reply(onlyFor(content)));
  if (REWRITES.has(action)) return void (await interaction.followUp(onlyFor(content)));
  await interaction.editReply({ content, components: [], allowedMentions: NO_MENTIONS });
}
