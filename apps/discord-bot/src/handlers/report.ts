import { moderatorsOf, resultPicture, textsFor } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { type ButtonInteraction, escapeMarkdown, Routes } from 'discord.js';
import type { Address } from '../address.js';
import { type BotContext, FRONT_END } from '../bot-context.js';
import { bodyOf, buttons } from '../message.js';
import { unlessGone } from '../post.js';

/** Discord takes files of this size on any server. */
const LIMIT = 10 * 2 ** 20;

/** Shows an edit to the moderators of its server, with buttons to delete it and to block who asked for it. */
export async function report(context: BotContext, interaction: ButtonInteraction, job: Job): Promise<void> {
  const { jobs, rest } = context;
  const say = textsFor(interaction.locale);
  const { guildId, channelId, message } = interaction;
  const address = job.address as Address;
  const place = { jobs, frontEnd: FRONT_END, name: `guild:${guildId}` };
  const channel = guildId === address.guild ? await moderatorsOf(place) : undefined;
  if (channel === undefined) return void (await interaction.editReply(say('report-nowhere')));
  // the message that is to be deleted: a late answer is not the one that the job began with
  if (address.message !== message.id)
    await jobs.setAddress(job.id, { ...address, message: message.id, channel: channelId });
  const theirs = textsFor(interaction.guildLocale ?? undefined);
  const [result] = await jobs.pictures(job.id, 'result');
  const shown = result && (await resultPicture('SPOILER_reported', result, LIMIT));
  const title = theirs('report-title', {
    reporter: `<@${interaction.user.id}>`,
    owner: `<@${job.user.id}>`,
    command: escapeMarkdown(job.command).slice(0, 500),
  });
  const { body, files } = bodyOf({
    content: `${title}\n${message.url}`,
    components: [buttons(theirs, job, ['delete', 'block-day'])],
    files: shown ? [shown] : [],
  });
  const { attachments: _, ...fresh } = body;
  const posted = await rest.post(Routes.channelMessages(channel), { body: fresh, files }).catch(unlessGone);
  await interaction.editReply(say(posted ? 'reported' : 'report-nowhere'));
}
