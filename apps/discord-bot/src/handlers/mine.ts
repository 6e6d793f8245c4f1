import { type Say, textsFor } from '@dualedit/bot';
import type { Job } from '@dualedit/jobs';
import { type ChatInputCommandInteraction, escapeMarkdown, MessageFlags } from 'discord.js';
import type { Address } from '../address.js';
import { type Desk, userOf } from '../desk.js';
import { finishedMessage, replyOf } from '../message.js';

const MIB = 2 ** 20;
const MOST_UNSENT = 4;
const UNFINISHED = ['queued', 'masks', 'editing'] as const;

/** `/queue`: own edits and their places, and answers that could not be sent before. */
export async function queue({ jobs }: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const say = textsFor(interaction.locale);
  const user = userOf(interaction.user.id);
  const [own, all, finished] = await Promise.all([
    jobs.list({ user, states: [...UNFINISHED] }),
    jobs.admin.figures(),
    jobs.list({ user, states: ['done', 'failed'] }),
  ]);
  const { queued, masks, editing } = all.jobs;
  const lines = [
    ...(own.length > 0 ? [`**${say('queue-title')}**`] : [say('queue-empty')]),
    ...own.map((job) =>
      escapeMarkdown(say('queue-line', { command: job.command, state: sayState(say, job) })),
    ),
    ...(all.paused === undefined ? [] : [say('paused', { reason: all.paused })]),
    say('queue-all', { queued, running: masks + editing }),
  ];
  await interaction.editReply({ content: lines.join('\n').slice(0, 2000) });
  const unsent = finished.filter(({ address }) => (address as Address).unsent).slice(0, MOST_UNSENT);
  for (const job of unsent) {
    const shown = await finishedMessage(jobs, {
      ...job,
      address: { ...job.address, limit: interaction.attachmentSizeLimit },
    });
    const content = `${say('queue-undelivered')}\n${shown.content}`.slice(0, 2000);
    const { attachments: _, ...message } = replyOf({ ...shown, content });
    await interaction.followUp({ ...message, flags: MessageFlags.Ephemeral });
    await jobs.setAddress(job.id, { ...job.address, unsent: false });
  }
}

function sayState(say: Say, { state, place, fraction }: Job): string {
  if (state === 'queued') return say('state-queued', { place: place ?? 1 });
  return say('state-running', { percent: Math.round(fraction * 100) });
}

/** `/cancel`: all own edits that are not finished. */
export async function cancel({ jobs }: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const say = textsFor(interaction.locale);
  const user = userOf(interaction.user.id);
  const own = await jobs.list({ user, states: [...UNFINISHED] });
  await Promise.all(own.map(({ id }) => jobs.cancel(id, user)));
  await interaction.editReply(
    own.length === 0 ? say('cancel-none') : say('cancel-done', { count: own.length }),
  );
}

/** `/privacy show` and `/privacy delete` */
export async function privacy({ jobs }: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const say = textsFor(interaction.locale);
  const user = userOf(interaction.user.id);
  if (interaction.options.getSubcommand() === 'delete') {
    await interaction.editReply(say('privacy-deleted', { count: await jobs.users.delete(user) }));
    return;
  }
  const { jobs: own, pictures, rules } = await jobs.users.show(user);
  const bytes = pictures.reduce((sum, one) => sum + one.bytes, 0);
  const { keepPicturesHours: hours, keepJobsDays: days } = jobs.retention;
  const lines = [
    say('privacy-show', {
      jobs: own.length,
      pictures: pictures.length,
      size: (bytes / MIB).toFixed(1),
      hours,
      days,
    }),
    ...rules.map(({ rule, note }) => say('privacy-rule', { rule, note })),
  ];
  await interaction.editReply(lines.join('\n'));
}

/** `/help` */
export async function help({ pack }: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  const say = textsFor(interaction.locale);
  const { nouns = [], colors = [] } = pack.words ?? {};
  const words = [...nouns, ...colors].join(', ');
  const lines = [say('help'), ...(words ? [say('help-words', { words })] : [])];
  await interaction.reply({ content: lines.join('\n'), flags: MessageFlags.Ephemeral });
}
