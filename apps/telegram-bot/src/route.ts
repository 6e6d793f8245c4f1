import { unfinishedJobs } from '@dualedit/conversation';
import { throwIfAborted } from '@dualedit/foundation';
import type { Context } from 'grammy';
import { type Desk, userOf } from './desk.js';
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
export async function route(desk: Desk, ctx: Context): Promise<void> {
  const handle = async () => {
    // or a later update would be done before one that was held
    throwIfAborted(desk.stopping);
    return handleOnce(desk, ctx);
  };
  let isHeld = false;
  const onAway = () => {
    if (!isHeld) desk.log.warn({ update: ctx.update.update_id }, 'an update waits for the database');
    isHeld = true;
  };
  await desk.jobs.insist(handle, { signal: desk.stopping, onAway });
}

/**
 * Those of one person come in order, so the number of the last one handled tells whether one has been before, also
 * before a restart.
 */
async function handleOnce(desk: Desk, ctx: Context): Promise<void> {
  const person = ctx.from?.id ?? ctx.chat?.id;
  if (person === undefined) return;
  const user = userOf(person);
  const last = await desk.jobs.notes.read(user, HANDLED);
  if (typeof last === 'number' && ctx.update.update_id <= last) return;
  await handle(desk, ctx);
  await desk.jobs.notes.write(user, HANDLED, ctx.update.update_id, { hours: HANDLED_HOURS });
}

async function handle(desk: Desk, { update }: Context): Promise<void> {
  if (update.message) await onMessage(desk, update.message);
  else if (update.edited_message) await onEditedMessage(desk, update.edited_message);
  else if (update.callback_query) await press(desk, update.callback_query);
  else if (update.stopped_message_generation) await stopped(desk, update.stopped_message_generation);
}

/** The button of a draft: stops what the draft shows. */
async function stopped({ jobs }: Desk, draft: { chat: { id: number }; draft_id: number }): Promise<void> {
  const user = userOf(draft.chat.id);
  const own = await unfinishedJobs(jobs, user);
  const shown = own.filter((job) => draftOf(job) === draft.draft_id);
  await Promise.all(shown.map(({ id }) => jobs.cancel(id, user)));
}
