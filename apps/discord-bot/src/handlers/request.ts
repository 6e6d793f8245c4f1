import { CommandError } from '@dualedit/commands';
import { type FollowUp, isForUser, meantBy, sayThrown, textsFor } from '@dualedit/conversation';
import { DualeditError } from '@dualedit/foundation';
import type { JsonObject } from '@dualedit/jobs';
import {
  type ChatInputCommandInteraction,
  escapeCodeBlock,
  escapeMarkdown,
  type InteractionEditReplyOptions,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { addressOf, flagsOf } from '../address.js';
import { type BotContext, userOf } from '../bot-context.js';
import { NO_MENTIONS, progressMessage, replyOf } from '../message.js';
import { offersFor } from './offers.js';
import { requestOf, type Wish } from './wish.js';

/** Steps of the model between two previews: a handful in an edit, since each takes a run of the autoencoder. */
const PREVIEW_EVERY = 10;
/** How long what was asked for is remembered, for a button that asks for it in other words. */
const REMEMBER_HOURS = 1;

/** An interaction whose answer becomes a job's message. */
export type Asking = ChatInputCommandInteraction | ModalSubmitInteraction | MessageComponentInteraction;

/** How a request is answered. */
export interface Answer {
  hidden: boolean;
  spoiler?: boolean;
  /** The button that asked. */
  from?: string;
  /** What makes the request this one; the interaction unless given. */
  key?: string;
  /** Whether the answer is a further message, since another request has the interaction's own reply. */
  isFurther?: boolean;
  /** What was asked for in words, which can be asked for in others. */
  wish?: Wish;
  /** What was asked for in words, if there is no wish. */
  command?: string;
}

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

/** Asks for what somebody said in words. */
export function askFor(
  context: BotContext,
  interaction: Asking,
  wish: Wish,
  answer: Partial<Answer> = {},
): Promise<void> {
  const { hidden, spoiler } = wish;
  const request = () => requestOf(context, wish, interaction.locale);
  return ask(context, interaction, { hidden, spoiler, wish, ...answer }, request);
}

/** Asks for a new job, and turns the deferred answer into its status message. Errors are told to the user. */
export async function ask(
  context: BotContext,
  interaction: Asking,
  answer: Answer,
  request: () => Promise<FollowUp>,
): Promise<void> {
  // the caller has deferred the answer; others that came with it are answered before this one's work begins
  await context.acknowledgements.quiet();
  const { jobs, config, standing } = context;
  const { key = `interaction:${interaction.id}`, isFurther = false } = answer;
  // a further message is there before its job may be done
  const further = isFurther
    ? await interaction.followUp({ content: '⏳', ...flagsOf(answer.hidden) })
    : undefined;
  const write = (shown: InteractionEditReplyOptions) =>
    interaction.editReply({ ...shown, ...(further && { message: further.id }) });
  try {
    const asked = await request();
    const address = { ...addressOf(interaction, answer), isReply: !isFurther, message: further?.id ?? '' };
    const { job, repeated } = await jobs.enqueue({
      ...asked,
      options: {
        ...asked.options,
        previewEvery: PREVIEW_EVERY,
        ...(config.DUALEDIT_RECIPE ? {} : { recipe: false }),
      },
      user: userOf(interaction.user.id),
      address,
      key,
      groups: groupsOf(interaction),
    });
    if (repeated) return await drop(interaction, job.address);
    const message = await write(replyOf(await progressMessage(standing, job)));
    await jobs.setAddress(job.id, { ...address, message: message.id });
  } catch (error) {
    logBanned(context, interaction, error, answer.wish?.command ?? answer.command);
    const content = explain(context, interaction, error);
    const components = await offers(context, interaction, error, answer.wish);
    await write({ content, components, allowedMentions: NO_MENTIONS });
  }
}

/** A press that came twice is answered by the first one's message. */
async function drop(interaction: Asking, { token }: JsonObject): Promise<void> {
  if (token !== interaction.token) await interaction.deleteReply();
}

/** Buttons for what was probably meant; what was asked for is remembered for them. */
async function offers(
  { jobs, pack }: BotContext,
  interaction: Asking,
  error: unknown,
  wish: Wish | undefined,
) {
  if (!wish || !DualeditError.is(error)) return [];
  const meant = CommandError.is(error) ? meantBy(pack, interaction.locale, wish.command) : undefined;
  const say = textsFor(interaction.locale);
  const rows = offersFor(say, interaction.id, { meant, code: error.code });
  if (rows.length === 0) return [];
  const kept = { ...wish, command: meant ?? wish.command };
  const name = `asked:${interaction.id}`;
  await jobs.notes.write(userOf(interaction.user.id), name, kept as unknown as JsonObject, {
    hours: REMEMBER_HOURS,
  });
  return rows;
}

/** Who asked for what, where that is banned: moderators have to know. */
function logBanned(
  { log }: BotContext,
  { user, guildId, channelId }: Asking,
  error: unknown,
  command: string | undefined,
): void {
  if (!DualeditError.is(error) || error.code !== 'words-banned') return;
  const where = { guild: guildId, channel: channelId };
  log.warn({ user: user.id, ...where, banned: error.received, command }, 'banned words');
}

/** An error as its user reads it; a command that is not understood with a caret under what is wrong. */
export function explain(
  { log, jobs }: BotContext,
  { id, locale }: Pick<Asking, 'id' | 'locale'>,
  error: unknown,
): string {
  const say = textsFor(locale);
  if (!(DualeditError.is(error) && isForUser(error)))
    log.error({ err: error, interaction: id }, 'a request failed');
  const caret = CommandError.is(error) ? `\n\`\`\`\n${escapeCodeBlock(error.caret)}\n\`\`\`` : '';
  return `❌ ${escapeMarkdown(sayThrown(say, error, { logId: id, limits: jobs.limits }))}${caret}`;
}
