import { attachmentTooHeavy, type FollowUp, fetchPicture, sayThrown, textsFor } from '@dualedit/bot';
import { CommandError, parseCommand } from '@dualedit/commands';
import { DualeditError, type Edit } from '@dualedit/foundation';
import type { JobOptions } from '@dualedit/jobs';
import {
  type Attachment,
  type ChatInputCommandInteraction,
  escapeCodeBlock,
  escapeMarkdown,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { addressOf } from '../address.js';
import { type Desk, userOf } from '../desk.js';
import { progressMessage, replyOf } from '../message.js';

/** An interaction whose answer becomes a job's message. */
export type Asking = ChatInputCommandInteraction | ModalSubmitInteraction | MessageComponentInteraction;

/** What the access rules may name. */
export function groupsOf({ guildId, channelId, member, user }: Asking): string[] {
  const roles = member && Array.isArray(member.roles) ? member.roles : [];
  const cached = member && !Array.isArray(member.roles) ? [...member.roles.cache.keys()] : [];
  return [
    ...(guildId ? [`guild:${guildId}`, `member:${guildId}:${user.id}`] : []),
    ...(channelId ? [`channel:${channelId}`] : []),
    ...[...roles, ...cached].map((role) => `role:${role}`),
  ];
}

/** Asks for a new job, and turns the deferred answer into its status message. Errors are told to the user. */
export async function ask(
  desk: Desk,
  interaction: Asking,
  hidden: boolean,
  request: () => Promise<FollowUp>,
): Promise<void> {
  // the caller has deferred the answer
  desk.acknowledgements.done(interaction.id);
  await desk.acknowledgements.quiet();
  try {
    const { job, repeated } = await desk.jobs.enqueue({
      ...(await request()),
      user: userOf(interaction.user.id),
      address: addressOf(interaction, hidden),
      key: `interaction:${interaction.id}`,
      groups: groupsOf(interaction),
    });
    if (repeated) return;
    const message = await interaction.editReply(replyOf(progressMessage(job)));
    await desk.jobs.setAddress(job.id, { ...addressOf(interaction, hidden), message: message.id });
  } catch (error) {
    await interaction.editReply({ content: explain(desk, interaction, error), components: [] });
  }
}

/** An error as its user reads it; a command that is not understood with a caret under what is wrong. */
export function explain({ log, jobs }: Desk, { id, locale }: Asking, error: unknown): string {
  const say = textsFor(locale);
  if (!DualeditError.is(error)) log.error({ err: error, interaction: id }, 'a request failed');
  const caret = CommandError.is(error) ? `\n\`\`\`\n${escapeCodeBlock(error.caret)}\n\`\`\`` : '';
  return `❌ ${escapeMarkdown(sayThrown(say, error, id, jobs.limits))}${caret}`;
}

/** A request for an uploaded picture. */
export async function uploadRequest(
  { jobs, config }: Desk,
  attachment: Attachment,
  command: string,
  options: JobOptions = {},
): Promise<FollowUp> {
  const edits: Edit[] = parseCommand(command);
  const { pictureBytes: most } = jobs.limits;
  if (attachment.size > most) throw attachmentTooHeavy(most, attachment.size);
  const picture = await fetchPicture(attachment.url, { origins: config.DISCORD_CDN, most });
  return { picture, command, edits, options };
}
