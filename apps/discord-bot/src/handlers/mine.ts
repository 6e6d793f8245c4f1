import {
  cancelAll,
  deleteStored,
  sayAbilities,
  sayQueue,
  sayQuota,
  sayStored,
  textsFor,
  undelivered,
} from '@dualedit/conversation';
import { type ChatInputCommandInteraction, escapeMarkdown, MessageFlags } from 'discord.js';
import { type BotContext, isChecked, userOf } from '../bot-context.js';
import { clipped, finishedMessage, replyOf } from '../message.js';
import { groupsOf } from './request.js';

const HIDDEN = { flags: MessageFlags.Ephemeral as const };

/** `/queue`: own edits and their places, and answers that could not be sent before. */
export async function queue({ jobs }: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply(HIDDEN);
  const say = textsFor(interaction.locale);
  const user = userOf(interaction.user.id);
  const { title, own, all } = await sayQueue(say, jobs, user);
  const lines = [own.length > 0 ? `**${title}**` : title, ...own.map((line) => escapeMarkdown(line)), ...all];
  await interaction.editReply({ content: lines.join('\n').slice(0, 2000) });
  for (const job of await undelivered(jobs, user)) {
    const address = { ...job.address, limit: interaction.attachmentSizeLimit };
    const shown = await finishedMessage(jobs, { ...job, address });
    const content = `${say('queue-undelivered')}\n${shown.content}`.slice(0, 2000);
    const { attachments: _, ...message } = replyOf({ ...shown, content });
    await interaction.followUp({ ...message, ...HIDDEN });
    await jobs.handedOver(job.id);
  }
}

/** `/cancel`: all own edits that are not finished. */
export async function cancel({ jobs }: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply(HIDDEN);
  const user = userOf(interaction.user.id);
  await interaction.editReply(await cancelAll(textsFor(interaction.locale), jobs, user));
}

/** `/privacy show` and `/privacy delete` */
export async function privacy({ jobs }: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply(HIDDEN);
  const say = textsFor(interaction.locale);
  const user = userOf(interaction.user.id);
  const said =
    interaction.options.getSubcommand() === 'delete'
      ? await deleteStored(say, jobs, user)
      : await sayStored(say, jobs, user);
  await interaction.editReply(said);
}

/** `/help` */
export async function help(context: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  const say = textsFor(interaction.locale);
  const lines = [say('help'), ...sayAbilities(say, context.pack, { isChecked: isChecked(context) })];
  await interaction.reply({ content: clipped(lines.join('\n')), ...HIDDEN });
}

/** `/quota`: what is left here, and when there is more. */
export async function quota({ jobs }: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply(HIDDEN);
  const left = await jobs.quotas.of(userOf(interaction.user.id), groupsOf(interaction));
  await interaction.editReply(sayQuota(textsFor(interaction.locale), left));
}
