import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Action,
  blockIn,
  editAgain,
  followUp,
  type Press,
  pressKey,
  readEdits,
  readPress,
  recordDeletion,
  textsFor,
} from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { type ButtonInteraction, type ModalSubmitInteraction, PermissionFlagsBits, Routes } from 'discord.js';
import { type Address, flagsOf, isHidden } from '../address.js';
import { type BotContext, FRONT_END } from '../bot-context.js';
import { progressMessage, replyOf } from '../message.js';
import { unlessGone } from '../post.js';
import { acknowledge, onlyFor, tell } from './answer-press.js';
import { correct } from './correct.js';
import { hand, show } from './hand.js';
import { commandModal } from './menu.js';
import { readModal } from './modal.js';
import { report } from './report.js';
import { ask, explain } from './request.js';
import { withPictures } from './source.js';
import { openInStudio } from './studio.js';

const AGAIN = 'again';
/** Discord takes the first answer for three seconds; the rest is for the way there. */
const PATIENCE_MS = 1_500;
const DAY_MINUTES = 24 * 60;

/** What moderators of a server may do with what others asked for, and what everybody may. */
const MODERATING: ReadonlySet<Action> = new Set(['delete', 'cancel', 'block-day']);
const OPEN: ReadonlySet<Action> = new Set(['report']);

/** A button under a job's message. All it needs is in its id, so that it works after any restart. */
export async function press(context: BotContext, interaction: ButtonInteraction): Promise<void> {
  const pressed = readPress(interaction.customId);
  const say = textsFor(interaction.locale);
  if (!pressed) return void (await interaction.reply(onlyFor(say('error-job-unknown'))));
  const { action } = pressed;
  try {
    const looking = context.jobs.get(pressed.job);
    const isSoon = await Promise.race([looking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    if (!isSoon)
      await acknowledge(interaction, action, FOR_PRESSER.has(action) || isHidden(interaction.message));
    const job = await looking;
    if (!mayPress(interaction, action, job)) {
      return void (await tell(interaction, action, say('not-yours')));
    }
    await act(context, interaction, pressed, job);
  } catch (error) {
    await tell(interaction, action, explain(context, interaction, error));
  }
}

function mayPress(interaction: ButtonInteraction, action: Action, job: Job): boolean {
  if (OPEN.has(action)) return true;
  const isOwner = job.user.id === interaction.user.id;
  if (action !== 'block-day' && isOwner) return true;
  return MODERATING.has(action) && isModerator(interaction, job);
}

/** What is shown on request is no part of the conversation. */
const FOR_PRESSER: ReadonlySet<Action> = new Set(['masks', 'file', 'report', 'studio']);

/** Whether the presser moderates the server that the job was asked for on. */
const isModerator = ({ memberPermissions, guildId }: ButtonInteraction, { address }: Job) =>
  guildId !== null &&
  guildId === (address as Address).guild &&
  Boolean(memberPermissions?.has(PermissionFlagsBits.ManageMessages));

async function act(
  context: BotContext,
  interaction: ButtonInteraction,
  press: Press,
  job: Job,
): Promise<void> {
  const { action } = press;
  switch (action) {
    case 'cancel': {
      await acknowledge(interaction, action, false);
      const cancelled = await context.jobs.cancel(job.id);
      if (!cancelled.cancelling) return;
      await interaction.editReply(replyOf(await progressMessage(context.standing, cancelled)));
      return;
    }
    case 'stronger':
    case 'softer':
    case 'retry':
      return anew(context, interaction, job, action);
    case 'again':
      if (interaction.replied) return;
      return interaction.showModal(
        commandModal(interaction.locale, { kind: AGAIN, hidden: staysHidden(interaction, job), id: job.id }),
      );
    case 'undo':
    case 'redo':
    case 'variants':
      await acknowledge(interaction, action, false);
      return show(context, interaction, job, action);
    case 'pick':
      await acknowledge(interaction, action, false);
      return show(context, interaction, await context.jobs.pick(job.id, press.index ?? 0), action);
    case 'masks':
    case 'file':
      await acknowledge(interaction, action, true);
      return hand(context, interaction, job, action);
    case 'bigger':
    case 'smaller':
    case 'other':
    case 'instead':
      return correct(context, interaction, press, job);
    case 'studio':
      await acknowledge(interaction, action, true);
      return openInStudio(context, interaction, job);
    case 'report':
      await acknowledge(interaction, action, true);
      return report(context, interaction, job);
    case 'block-day':
    case 'delete':
      return moderate(context, interaction, job, action);
  }
}

/** A further job from the same picture. */
async function anew(
  context: BotContext,
  interaction: ButtonInteraction,
  job: Job,
  action: 'stronger' | 'softer' | 'retry',
): Promise<void> {
  const hidden = staysHidden(interaction, job);
  await acknowledge(interaction, action, hidden);
  const from = `${job.id}:${action}`;
  const key = await pressKey(context.jobs, job, from);
  const { spoiler } = job.address as Address;
  await ask(context, interaction, { hidden, spoiler, from, key }, () =>
    withPictures(context, job, followUp(job, action), interaction.message),
  );
}

/** Deletes an edit: its pictures, and its message wherever it is. A moderator may block who asked for it as well. */
async function moderate(
  { jobs, rest }: BotContext,
  interaction: ButtonInteraction,
  job: Job,
  action: 'delete' | 'block-day',
): Promise<void> {
  await acknowledge(interaction, action, false);
  const { channel, message, guild } = job.address as Address;
  const place = { jobs, frontEnd: FRONT_END, name: `guild:${guild}`, actor: interaction.user.id };
  if (action === 'block-day') {
    const reason = job.command.slice(0, 100);
    await blockIn(place, { subject: `member:${guild}:${job.user.id}`, reason, minutes: DAY_MINUTES });
  }
  await jobs.users.deleteJob(job.id);
  if (job.user.id !== interaction.user.id) await recordDeletion(place, job.id, job.user.id);
  if (message !== '' && message !== interaction.message.id)
    await rest.delete(Routes.channelMessage(channel, message)).catch(unlessGone);
  await interaction.deleteReply();
}

/** What follows a private edit is private, and so is what follows an answer that only its user sees. */
const staysHidden = ({ message }: ButtonInteraction, { address }: Job): boolean =>
  (address as Address).hidden || isHidden(message);

/** Whether a modal was opened by "Edit again". */
export const isAgainModal = (customId: string) => readModal(customId)?.kind === AGAIN;

/** A further command on the result of a job. */
export async function submitAgain(context: BotContext, interaction: ModalSubmitInteraction): Promise<void> {
  const { hidden, id } = readModal(interaction.customId)!;
  await interaction.deferReply(flagsOf(hidden));
  const command = interaction.fields.getTextInputValue('command');
  await ask(context, interaction, { hidden, command }, async () => {
    const job = await context.jobs.get(id);
    const asked = editAgain(job, command, readEdits(context.pack, interaction.locale, command));
    return withPictures(context, job, asked, interaction.message);
  });
}
