import { unfinishedJobs } from '@dualedit/conversation';
import { throwIfAborted } from '@dualedit/foundation';
import type { Context } from 'grammy';
import { type BotContext, userOf } from './bot-context.js';
import { draftOf } from './follow.js';
import { onEditedMessage, onMessage } from './handlers/message.js';
import { press } from './handlers/press.js';

/** Updates that the bot hears of. */
export const UPDATES = ['message', 'edited_message', 'callback_query', 'stopped_message_generation'] as const;

const HANDLED = 'update';
/** Telegram hands over unconfirmed updates for a day. */
const HANDLED_HOURS = 48;

/**
 * Hands an update to its handler. While the database is away, the update is held, and those of the same person after
 * it: what resolves is stored, and may be confirmed.
 * @throws DualeditError `database-away` or `aborted` if the bot is asked to end meanwhile
 */
export async function route(context: BotContext, ctx: Context): Promise<void> {
  const handle = async () => {
    // or a later update would be done before one that was held
    throwIfAborted(context.stopping);
    return handleOnce(context, ctx);
  };
  let isHeld = false;
  const onAway = () => {
    if (!isHeld) context.log.warn({ update: ctx.update.update_id }, 'an update waits for the database');
    isHeld = true;
  };
  await context.jobs.insist(handle, { signal: context.stopping, onAway });
}

/**
 * Those of one person come in order, so the number of the last one handled tells whether one has been before, also
 * before a restart.
 */
async function handleOnce(context: BotContext, ctx: Context): Promise<void> {
  const person = ctx.from?.id ?? ctx.chat?.id;
  if (person === undefined) return;
  const user = userOf(person);
  const last = await context.jobs.notes.read(user, HANDLED);
  if (typeof last === 'number' && ctx.update.update_id <= last) return;
  await handle(context, ctx);
  await context.jobs.notes.write(user, HANDLED, ctx.update.update_id, { hours: HANDLED_HOURS });
}

async function handle(context: BotContext, { update }: Context): Promise<void> {
  if (update.message) await onMessage(context, update.message);
  else if (update.edited_message) await onEditedMessage(context, update.edited_message);
  else if (update.callback_query) await press(context, update.callback_query);
  else if (update.stopped_message_generation) await stopped(context, update.stopped_message_generation);
}

/** The button of a draft: stops what the draft shows. */
async function stopped(
  { jobs }: BotContext,
  draft: { chat: { id: number }; draft_id: number },
): Promise<void> {
  const user = userOf(draft.chat.id);
  const own = await unfinishedJobs(jobs, user);
  const shown = own.filter((job) => draftOf(job) === draft.draft_id);
  await Promise.all(shown.map(({ id }) => jobs.cancel(id, user)));
}
