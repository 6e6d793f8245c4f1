import {
  type Action,
  beforeAndAfter,
  type OutgoingPicture,
  type Say,
  type Standing,
  sayChecks,
  sayDone,
  sayError,
  sayNames,
  sayProgress,
  sayUnderstood,
  textsFor,
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

const clipped = (text: string) => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

/** A row of a job's buttons. */
export function buttons(say: Say, job: Job, actions: readonly Action[]) {
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    actions.map((action) =>
      new ButtonBuilder()
        .setCustomId(writePress({ action, job: job.id }))
        .setLabel(say(`button-${action}`))
        .setStyle(action === 'delete' || action === 'cancel' ? ButtonStyle.Danger : ButtonStyle.Secondary),
    ),
  );
  return row.toJSON() as APIActionRowComponent<APIComponentInMessageActionRow>;
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
  const { locale, limit, missing } = job.address as Address;
  const say = textsFor(locale);
  if (job.state !== 'done') {
    const reason =
      job.state === 'cancelled'
        ? say('cancelled')
        : say('failed', { reason: sayError(say, job.error!, { logId: job.id }) });
    const retry = job.state === 'failed' ? [buttons(say, job, ['retry', 'delete'])] : [];
    return {
      content: clipped(`${understood(say, job)}\n${escapeMarkdown(reason)}`),
      components: retry,
      files: [],
    };
  }
  const files = await beforeAndAfter(jobs, job, limit);
  const lines = [
    understood(say, job),
    ...(missing.length > 0 ? [escapeMarkdown(say('found-some', { missing: sayNames(say, missing) }))] : []),
    ...sayChecks(say, job).map((line) => escapeMarkdown(line)),
    ...(files.length === 0 ? [say('gone')] : []),
    ...(files.some(({ reduced }) => reduced) ? [say('reduced')] : []),
    sayDone(say, job),
  ];
  return {
    content: clipped(lines.join('\n')),
    components: [
      buttons(say, job, ['stronger', 'softer', 'retry', 'undo', 'again']),
      buttons(say, job, ['masks', 'file', 'delete']),
    ],
    files,
  };
}

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
