import { setTimeout as sleep } from 'node:timers/promises';
import { editAgain, fitted, followUp, masksPicture, type Press, readPress, textsFor } from '@dualedit/bot';
import { parseCommand } from '@dualedit/commands';
import type { Job } from '@dualedit/jobs';
import {
  type ButtonInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { type Address, flagsOf, isHidden } from '../address.js';
import type { Desk } from '../desk.js';
import { buttons, finishedMessage, NO_MENTIONS, progressMessage, replyOf } from '../message.js';
import { commandModal } from './menu.js';
import { readModal } from './modal.js';
import { ask, explain } from './request.js';

const AGAIN = 'again';
/** A press is answered within three seconds; so long it may wait for the database, and leave time for the way. */
const PATIENCE_MS = 2_000;

/** A button under a job's message. All it needs is in its id, so that it works after any restart. */
export async function press(desk: Desk, interaction: ButtonInteraction): Promise<void> {
  const pressed = readPress(interaction.customId);
  const say = textsFor(interaction.locale);
  if (!pressed) return void (await tell(interaction, say('error-job-unknown')));
  try {
    const job = await Promise.race([
      desk.jobs.get(pressed.job),
      sleep(PATIENCE_MS, undefined, { ref: false }),
    ]);
    // a press is no request that must be kept: whoever made it is there, and presses again
    if (!job) return void (await tell(interaction, say('error-database-away')));
    const moderating = pressed.action === 'delete' || pressed.action === 'cancel';
    if (job.user.id !== interaction.user.id && !(moderating && isModerator(interaction))) {
      return void (await tell(interaction, say('not-yours')));
    }
    await act(desk, interaction, pressed, job);
  } catch (error) {
    await tell(interaction, explain(desk, interaction, error));
  }
}

const isModerator = ({ memberPermissions, guildId }: ButtonInteraction) =>
  guildId !== null && Boolean(memberPermissions?.has(PermissionFlagsBits.ManageMessages));

/** Says something to the presser alone, whether or not the press has been answered. */
async function tell(interaction: ButtonInteraction, content: string): Promise<void> {
  const message = { content, allowedMentions: NO_MENTIONS, flags: MessageFlags.Ephemeral as const };
  if (interaction.deferred || interaction.replied) await interaction.followUp(message);
  else await interaction.reply(message);
}

async function act(desk: Desk, interaction: ButtonInteraction, { action }: Press, job: Job): Promise<void> {
  switch (action) {
    case 'cancel': {
      await interaction.deferUpdate();
      const cancelled = await desk.jobs.cancel(job.id);
      if (cancelled.cancelling) await interaction.editReply(replyOf(progressMessage(cancelled, [])));
      return;
    }
    case 'stronger':
    case 'softer':
    case 'retry': {
      const hidden = staysHidden(interaction, job);
      await interaction.deferReply(flagsOf(hidden));
      return ask(desk, interaction, hidden, async () => followUp(job, action));
    }
    case 'again':
      return interaction.showModal(
        commandModal(interaction.locale, { kind: AGAIN, hidden: staysHidden(interaction, job), id: job.id }),
      );
    case 'undo':
    case 'redo':
      await interaction.deferUpdate();
      return show(desk, interaction, job, action);
    case 'masks':
    case 'file':
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      return hand(desk, interaction, job, action);
    case 'delete':
      await interaction.deferUpdate();
      await desk.jobs.users.deleteJob(job.id);
      await interaction.deleteReply();
  }
}

/** What follows a private edit is private, and so is what follows an answer that only its user sees. */
const staysHidden = ({ message }: ButtonInteraction, { address }: Job): boolean =>
  (address as Address).hidden || isHidden(message);

/**
 * Shows the picture before the edit, or both again; leaves the message as it is when the pictures are deleted. What is
 * edited further is what is shown.
 */
async function show(
  { jobs }: Desk,
  interaction: ButtonInteraction,
  job: Job,
  action: 'undo' | 'redo',
): Promise<void> {
  const whole = await finishedMessage(jobs, job);
  if (whole.files.length === 0) return tell(interaction, textsFor(interaction.locale)('gone'));
  if (action === 'redo') return void (await interaction.editReply(replyOf(whole)));
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
async function hand(
  { jobs }: Desk,
  interaction: ButtonInteraction,
  job: Job,
  action: 'masks' | 'file',
): Promise<void> {
  const say = textsFor(interaction.locale);
  const limit = interaction.attachmentSizeLimit;
  const [result] = await jobs.pictures(job.id, 'result');
  const picture =
    action === 'masks'
      ? await masksPicture(jobs, job, limit)
      : result && (await fitted('dualedit', result.bytes, limit));
  if (!picture) return void (await interaction.editReply(say('gone')));
  const content = say(action === 'masks' ? 'masks-title' : 'file-title');
  await interaction.editReply(replyOf({ content, files: [picture], components: [] }));
}

/** Whether a modal was opened by "Edit again". */
export const isAgainModal = (customId: string) => readModal(customId)?.kind === AGAIN;

/** A further command on the result of a job. */
export async function submitAgain(desk: Desk, interaction: ModalSubmitInteraction): Promise<void> {
  const { hidden, id } = readModal(interaction.customId)!;
  await interaction.deferReply(flagsOf(hidden));
  await ask(desk, interaction, hidden, async () => {
    const job = await desk.jobs.get(id);
    const command = interaction.fields.getTextInputValue('command');
    return editAgain(job, command, parseCommand(command));
  });
}
