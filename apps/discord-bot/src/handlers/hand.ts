import { masksPicture, type OutgoingPicture, resultPicture, textsFor } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { studioOf } from '@dualedit/service';
import type { ButtonInteraction } from 'discord.js';
import type { Address } from '../address.js';
import type { BotContext } from '../bot-context.js';
import { buttons, finishedMessage, replyOf } from '../message.js';
import { tell } from './answer-press.js';
import { correctionRows } from './correct.js';
import { download, picked } from './wish.js';

/**
 * Shows the picture before the edit, or all again; leaves the message as it is when the pictures are deleted. What is
 * edited further is what is shown.
 */
export async function show(
  { jobs }: BotContext,
  interaction: ButtonInteraction,
  job: Job,
  action: 'undo' | 'redo' | 'pick' | 'variants',
): Promise<void> {
  const whole = await finishedMessage(jobs, job);
  if (whole.files.length === 0) return tell(interaction, action, textsFor(interaction.locale)('gone'));
  if (action !== 'undo') return void (await interaction.editReply(replyOf(whole)));
  const say = textsFor((job.address as Address).locale);
  await interaction.editReply(
    replyOf({
      content: `${say('showing-before')}\n${whole.content}`,
      files: whole.files.slice(0, 1),
      components: [buttons(say, job, ['redo', 'delete'])],
    }),
  );
}

/** Hands over what the message only shows small, or not at all. */
export async function hand(
  context: BotContext,
  interaction: ButtonInteraction,
  job: Job,
  action: 'masks' | 'file',
): Promise<void> {
  const { jobs, config } = context;
  const say = textsFor(interaction.locale);
  const limit = interaction.attachmentSizeLimit;
  const picture =
    action === 'masks'
      ? await masksPicture(jobs, job, { say, limit })
      : await resultFile(context, interaction, job, limit);
  if (!picture) return void (await interaction.editReply(say('gone')));
  if (action === 'file') {
    return void (await interaction.editReply(
      replyOf({ content: say('file-title'), files: [picture], components: [] }),
    ));
  }
  const { rows, text } = correctionRows(say, job, studioOf(config) !== undefined);
  const content = [say('masks-title'), ...text].join('\n');
  await interaction.editReply(replyOf({ content, files: [picture], components: rows }));
}

/** The result as it is stored; once that is deleted, as the message shows it. */
async function resultFile(
  context: BotContext,
  { message }: ButtonInteraction,
  job: Job,
  limit: number,
): Promise<OutgoingPicture | undefined> {
  const [result] = await context.jobs.pictures(job.id, 'result');
  if (result) return resultPicture('dualedit', result, limit);
  const shown = [...message.attachments.values()].find(({ name }) => /^(SPOILER_)?after\./.test(name));
  if (!shown) return undefined;
  return {
    name: shown.name.replace('after', 'dualedit'),
    bytes: await download(context, picked(shown)),
    reduced: false,
  };
}
