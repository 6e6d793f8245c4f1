import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Action,
  editAgain,
  fitted,
  followUp,
  masksPicture,
  type Press,
  readEdits,
  readPress,
  textsFor,
} from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { type ButtonInteraction, type ModalSubmitInteraction, PermissionFlagsBits } from 'discord.js';
import { type Address, flagsOf, isHidden } from '../address.js';
import type { Desk } from '../desk.js';
import { buttons, finishedMessage, progressMessage, replyOf } from '../message.js';
import { acknowledge, onlyFor, tell } from './answer-press.js';
import { commandModal } from './menu.js';
import { readModal } from './modal.js';
import { ask, explain } from './request.js';

const AGAIN = 'again';
/** Discord takes the first answer for three seconds; the rest is for the way there. */
const PATIENCE_MS = 1_500;

/** A button under a job's message. All it needs is in its id, so that it works after any restart. */
export async function press(desk: Desk, interaction: ButtonInteraction): Promise<void> {
  const pressed = readPress(interaction.customId);
  const say = textsFor(interaction.locale);
  if (!pressed) return void (await interaction.reply(onlyFor(say('error-job-unknown'))));
  const { action } = pressed;
  try {
    const looking = desk.jobs.get(pressed.job);
    const isSoon = await Promise.race([looking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    if (!isSoon)
      await acknowledge(interaction, action, isForPresser(action) || isHidden(interaction.message));
    const job = await looking;
    const moderating = action === 'delete' || action === 'cancel';
    if (job.user.id !== interaction.user.id && !(moderating && isModerator(interaction))) {
      return void (await tell(interaction, action, say('not-yours')));
    }
    await act(desk, interaction, pressed, job);
  } catch (error) {
    await tell(interaction, action, explain(desk, interaction, error));
  }
}

/** What is shown on request is no part of the conversation. */
const isForPresser = (action: Action) => action === 'masks' || action === 'file';

const isModerator = ({ memberPermissions, guildId }: ButtonInteraction) =>
  guildId !== null && Boolean(memberPermissions?.has(PermissionFlagsBits.ManageMessages));

async function act(desk: Desk, interaction: ButtonInteraction, { action }: Press, job: Job): Promise<void> {
  switch (action) {
    case 'cancel': {
      await acknowledge(interaction, action, false);
      const cancelled = await desk.jobs.cancel(job.id);
      if (!cancelled.cancelling) return;
      await interaction.editReply(replyOf(await progressMessage(desk.standing, cancelled)));
      return;
    }
    case 'stronger':
    case 'softer':
    case 'retry': {
      const hidden = staysHidden(interaction, job);
      await acknowledge(interaction, action, hidden);
      return ask(desk, interaction, hidden, async () => followUp(job, action));
    }
    case 'again':
      if (interaction.replied) return;
      return interaction.showModal(
        commandModal(interaction.locale, { kind: AGAIN, hidden: staysHidden(interaction, job), id: job.id }),
      );
    case 'undo':
    case 'redo':
      await acknowledge(interaction, action, false);
      return show(desk, interaction, job, action);
    case 'masks':
    case 'file':
      await acknowledge(interaction, action, true);
      return hand(desk, interaction, job, action);
    case 'delete':
      await acknowledge(interaction, action, false);
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
  if (whole.files.length === 0) return tell(interaction, action, textsFor(interaction.locale)('gone'));
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
      ? await masksPicture(jobs, job, { say, limit })
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
    return editAgain(job, command, readEdits(desk.pack, interaction.locale, command));
  });
}
