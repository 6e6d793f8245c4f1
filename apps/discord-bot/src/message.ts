import {
  type Action,
  allMissing,
  beforeAndAfter,
  countVariants,
  type OutgoingPicture,
  type Say,
  type Standing,
  sayChecks,
  sayDone,
  sayError,
  sayFileNotes,
  sayNames,
  sayProgress,
  sayUnderstood,
  sayVariants,
  textsFor,
  variantsPicture,
  writePress,
} from '@dualedit/conversation';
import type { Job, Jobs } from '@dualedit/jobs';
import {
  ActionRowBuilder,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonBuilder,
  ButtonStyle,
  escapeMarkdown,
} from 'discord.js';
import type { Address } from './address.js';

const MOST = 2000;

/** A message's text, buttons and files. */
export interface Shown {
  content: string;
  components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** Undefined: those that the message has stay. */
  files: OutgoingPicture[] | undefined;
}

/** A finished job's message: what it shows replaces what was shown before. */
export interface Finished extends Shown {
  files: OutgoingPicture[];
}

/** Pings nobody, whatever a command contains. */
export const NO_MENTIONS = { parse: [] };

export const clipped = (text: string) => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

/** A row of a job's buttons. */
export function buttons(say: Say, job: Job, actions: readonly Action[]) {
  return rowOf(
    actions.map((action) =>
      new ButtonBuilder()
        .setCustomId(writePress({ action, job: job.id }))
        .setLabel(say(`button-${action}`))
        .setStyle(DANGERS.has(action) ? ButtonStyle.Danger : ButtonStyle.Secondary),
    ),
  );
}

const DANGERS: ReadonlySet<Action> = new Set(['delete', 'cancel', 'block-day']);

export function rowOf(buttons: ButtonBuilder[]) {
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(buttons);
  return row.toJSON() as APIActionRowComponent<APIComponentInMessageActionRow>;
}

/** Buttons side by side that Discord takes. */
export const IN_A_ROW = 5;

/** Buttons to choose a variant by its number; that of the result stands out. */
function pickRows(job: Job) {
  const numbers = [...Array(countVariants(job)).keys()];
  const all = numbers.map((index) =>
    new ButtonBuilder()
      .setCustomId(writePress({ action: 'pick', job: job.id, index }))
      .setLabel(String(index + 1))
      .setStyle(index === job.result?.chosen ? ButtonStyle.Primary : ButtonStyle.Secondary),
  );
  const rows = Math.ceil(all.length / IN_A_ROW);
  return Array.from({ length: rows }, (_, row) => rowOf(all.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW)));
}

function understood(say: Say, job: Job): string {
  return escapeMarkdown(sayUnderstood(say, job.edits));
}

/**
 * A job that waits or runs.
 * @param preview takes the place of an earlier one
 */
export async function progressMessage(
  standing: Standing,
  job: Job,
  preview?: OutgoingPicture,
): Promise<Shown> {
  const say = textsFor((job.address as Address).locale);
  const lines = [understood(say, job), sayProgress(say, job), ...(await standing.say(say, job))];
  return {
    content: clipped(lines.join('\n')),
    components: job.cancelling ? [] : [buttons(say, job, ['cancel'])],
    files: preview && [preview],
  };
}

/** A finished job: before and after, or why not. */
export async function finishedMessage(jobs: Jobs, job: Job): Promise<Finished> {
  const { locale, limit, missing, spoiler, guild } = job.address as Address;
  const say = textsFor(locale);
  if (job.state !== 'done') {
    const reason = job.state === 'cancelled' ? say('cancelled') : say('failed', { reason: sayWhy(say, job) });
    const retry = job.state === 'failed' ? [buttons(say, job, ['retry', 'delete'])] : [];
    return {
      content: clipped(`${understood(say, job)}\n${escapeMarkdown(reason)}`),
      components: retry,
      files: [],
    };
  }
  const sheet = await variantsPicture(jobs, job, limit);
  const shown = [...(await beforeAndAfter(jobs, job, limit)), ...(sheet ? [sheet] : [])];
  const files = spoiler ? shown.map(hidden) : shown;
  const lines = [
    understood(say, job),
    ...(missing.length > 0 ? [escapeMarkdown(say('found-some', { missing: sayNames(say, missing) }))] : []),
    ...sayChecks(say, job).map((line) => escapeMarkdown(line)),
    ...sayFileNotes(say, job).map((line) => `-# ${line}`),
    ...(files.length === 0 ? [say('gone')] : []),
    ...(files.some(({ reduced }) => reduced) ? [say('reduced')] : []),
    ...(sheet ? [sayVariants(say, job)] : []),
    sayDone(say, job),
  ];
  return {
    content: clipped(lines.join('\n')),
    components: [
      buttons(say, job, ['stronger', 'softer', 'retry', 'undo', 'again']),
      buttons(say, job, ['masks', 'file', ...(guild === '' ? [] : (['report'] as const)), 'delete']),
      ...(sheet ? pickRows(job) : []),
    ],
    files,
  };
}

/** Why a job has no picture: everything that was not found, or its error. */
function sayWhy(say: Say, job: Job): string {
  const missing = allMissing(job);
  return missing
    ? say('none-found', { missing: sayNames(say, missing) })
    : sayError(say, job.error!, { logId: job.id });
}

/** Discord hides files of such names until they are clicked. */
const hidden = (picture: OutgoingPicture): OutgoingPicture => ({
  ...picture,
  name: `SPOILER_${picture.name}`,
});

/** The body and the uploads of a message for the REST interface. */
export function bodyOf({ content, components, files }: Shown) {
  const attachments = files && { attachments: [] as never[] };
  return {
    body: { content, components, ...attachments, allowed_mentions: NO_MENTIONS },
    files: (files ?? []).map(({ name, bytes }) => ({ name, data: bytes })),
  };
}

/** The same for discord.js' own calls. */
export function replyOf({ content, components, files }: Shown) {
  return {
    content,
    components,
    ...(files && {
      attachments: [],
      files: files.map(({ name, bytes }) => ({ name, attachment: bytes })),
    }),
    allowedMentions: NO_MENTIONS,
  };
}
