import { CommandError } from '@dualedit/commands';
import {
  attachmentTooHeavy,
  type FollowUp,
  fetchPicture,
  isForUser,
  readEdits,
  sayThrown,
  textsFor,
} from '@dualedit/conversation';
import { DualeditError } from '@dualedit/foundation';
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

/** Steps of the model between two previews: a handful in an edit, since each takes a run of the autoencoder. */
const PREVIEW_EVERY = 10;

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
  // the caller has deferred the answer; others that came with it are answered before this one's work begins
  await desk.acknowledgements.quiet();
  try {
    const asked = await request();
    const { job, repeated } = await desk.jobs.enqueue({
      ...asked,
      options: { ...asked.options, previewEvery: PREVIEW_EVERY },
      user: userOf(interaction.user.id),
      address: addressOf(interaction, hidden),
      key: `interaction:${interaction.id}`,
      groups: groupsOf(interaction),
    });
    if (repeated) return;
    const shown = await progressMessage(desk.standing, job);
    const message = await interaction.editReply(replyOf(shown));
    await desk.jobs.setAddress(job.id, { ...addressOf(interaction, hidden), message: message.id });
  } catch (error) {
    await interaction.editReply({ content: explain(desk, interaction, error), components: [] });
  }
}

/** An error as its user reads it; a command that is not understood with a caret under what is wrong. */
export function explain(
  { log, jobs }: Desk,
  { id, locale }: Pick<Asking, 'id' | 'locale'>,
  error: unknown,
): string {
  const say = textsFor(locale);
  if (!(DualeditError.is(error) && isForUser(error)))
    log.error({ err: error, interaction: id }, 'a request failed');
  const caret = CommandError.is(error) ? `\n\`\`\`\n${escapeCodeBlock(error.caret)}\n\`\`\`` : '';
  return `❌ ${escapeMarkdown(sayThrown(say, error, { logId: id, limits: jobs.limits }))}${caret}`;
}

/** A request for an uploaded picture. */
export async function uploadRequest(
  { jobs, config, pack }: Desk,
  attachment: Attachment,
  { command, locale }: { command: string; locale: string },
  options: JobOptions = {},
): Promise<FollowUp> {
  const edits = readEdits(pack, locale, command);
  const { pictureBytes: most } = jobs.limits;
  if (attachment.size > most) throw attachmentTooHeavy(most, attachment.size);
  const picture = await fetchPicture(attachment.url, { origins: config.DISCORD_CDN, most });
  return { picture, command, edits, options };
}
