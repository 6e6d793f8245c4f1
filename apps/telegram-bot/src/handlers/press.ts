import {
  type Action,
  blockIn,
  type FollowUp,
  followUp,
  masksPicture,
  type Press,
  pressKey,
  readPress,
  recordDeletion,
  textsFor,
} from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { isDatabaseAway, studioOf } from '@dualedit/service';
import type { CallbackQuery, Message } from 'grammy/types';
import { type Address, addressOf, placed } from '../address.js';
import { membersOf } from '../album.js';
import { type BotContext, FRONT_END } from '../bot-context.js';
import { groupsOfPerson, isAdministrator } from '../group.js';
import { clipped, FILE_BYTES, finishedMessage, sendable, undoneMessage } from '../message.js';
import { type Person, personOf } from '../person.js';
import { isGone, mediaOf, post, rewrite } from '../post.js';
import { pictureOf } from '../reading.js';
import { download, isGone as isDeleted, remember, type Source } from '../source.js';
import { readChoice } from './choice.js';
import { correct, correctionKeyboard } from './correct.js';
import { readOffer, takeOffer } from './offer.js';
import { memberOf } from './place.js';
import type { Pressed } from './pressed.js';
import { report } from './report.js';
import { explain } from './request.js';
import { choose } from './settings.js';
import { openInStudio } from './studio.js';

const MOST_TOLD = 200;
/** Telegram forgets a press soon, and other updates wait for its handler. */
const PATIENCE_SECONDS = 5;

/** A button. All it needs is in its data, so that it works after any restart. Every press is answered once. */
export async function press(context: BotContext, query: CallbackQuery): Promise<void> {
  const person = await personOf(context, query.from);
  let told = '';
  try {
    told = await pressed(context, query, person);
  } catch (error) {
    if (isDatabaseAway(error) || context.stopping.aborted) throw error;
    told = explain(context, person, error, `query ${query.id}`).text;
  }
  const answer = told === '' ? {} : { text: clipped(told, MOST_TOLD), show_alert: told.length > 60 };
  // a press that waited too long needs no answer any more
  await context.api
    .answerCallbackQuery(query.id, answer)
    .catch((error) => context.log.info({ err: error }, 'late press'));
}

async function pressed(context: BotContext, query: CallbackQuery, person: Person): Promise<string> {
  const say = textsFor(person.locale);
  const choice = readChoice(query.data ?? '');
  if (choice) return choose(context, query, choice);
  const offered = readOffer(query.data ?? '');
  if (offered !== undefined && query.message) return takeOffer(context, query, person, offered);
  const press = readPress(query.data ?? '');
  if (!press || !query.message) return say('error-job-unknown');
  const job = await context.jobs.get(press.job);
  if (!(await mayPress(context, query, press.action, job))) return say('not-yours');
  const wait = context.pace.waitSeconds(query.message.chat.id);
  if (wait > PATIENCE_SECONDS) return say('busy', { seconds: Math.ceil(wait) });
  return act(context, { query, message: query.message as Message, person, job }, press);
}

/** What administrators of a group may do with what others asked for, and what everybody may. */
const MODERATING: ReadonlySet<Action> = new Set(['delete', 'cancel', 'block-day']);
const OPEN: ReadonlySet<Action> = new Set(['report']);
const DAY_MINUTES = 24 * 60;

async function mayPress(
  context: BotContext,
  { from }: CallbackQuery,
  action: Action,
  job: Job,
): Promise<boolean> {
  if (OPEN.has(action)) return true;
  if (action !== 'block-day' && job.user.id === String(from.id)) return true;
  const { chat } = job.address as Address;
  // who asked in the name of the group is one of its administrators
  const isOurs = MODERATING.has(action) || job.user.id === String(chat);
  return isOurs && (await isAdministrator(context, chat, from.id));
}

async function act(context: BotContext, pressed: Pressed, press: Press): Promise<string> {
  const { query, message, person, job } = pressed;
  const { action } = press;
  const { jobs, api } = context;
  const say = textsFor(person.locale);
  switch (action) {
    case 'cancel': {
      const members = await membersOf(context, job);
      await Promise.all(members.map(({ id }) => jobs.cancel(id)));
      return say('cancelling');
    }
    case 'stronger':
    case 'softer':
    case 'retry':
      return anew(context, pressed, action);
    case 'again':
      return again(context, pressed);
    case 'undo':
    case 'redo': {
      const shown = action === 'undo' ? await undoneMessage(jobs, job) : await finishedMessage(jobs, job);
      if (!shown.picture) return say('gone');
      await rewrite(api, message.chat.id, message.message_id, shown);
      return '';
    }
    case 'variants':
    case 'pick': {
      const picked = action === 'pick' ? await jobs.pick(job.id, press.index ?? 0) : job;
      const shown = await finishedMessage(jobs, picked, action === 'variants');
      if (!shown.picture) return say('gone');
      await rewrite(api, message.chat.id, message.message_id, shown);
      return '';
    }
    case 'masks':
      return masks(context, pressed);
    case 'bigger':
    case 'smaller':
    case 'other':
    case 'instead':
      return correct(context, pressed, press);
    case 'file':
      return file(context, pressed);
    case 'studio':
      return openInStudio(context, pressed);
    case 'report':
      return report(context, query, person, job);
    case 'block-day':
      await blockForDay(context, pressed);
      return remove(context, pressed);
    case 'delete':
      return remove(context, pressed);
  }
}

/** A further job from each of the message's jobs, answered under the message. */
async function anew(
  context: BotContext,
  { query, message, person, job }: Pressed,
  action: 'stronger' | 'softer' | 'retry',
): Promise<string> {
  const members = await membersOf(context, job);
  const album = members.length > 1 ? `query-${query.id}` : '';
  for (const member of members) {
    const { as, spoiler } = member.address as Address;
    const from = `${member.id}:${action}`;
    const asked = followUp(member, action);
    await context.jobs.enqueue({
      ...((await isDeleted(context, { job: member.id, picture: 'input' }))
        ? await anewFrom(context, message, asked)
        : asked),
      user: member.user,
      address: { ...addressOf(message, { ...person, spoiler }, as, album), from },
      key: await pressKey(context.jobs, member, from),
      groups: groupsOfPerson(message, person.id),
    });
  }
  return '';
}

/** The request with the picture of the message that is answered, once what was stored is deleted. */
async function anewFrom(context: BotContext, message: Message, asked: FollowUp): Promise<FollowUp> {
  const picture = pictureOf(message.reply_to_message ?? {});
  if (!picture) return asked;
  const { masks: _, ...options } = asked.options ?? {};
  return { ...asked, picture: await download(context, picture), options };
}

/** Asks for the next words; they are about what the message shows. */
async function again(context: BotContext, { message, person, job }: Pressed): Promise<string> {
  const own = pictureOf(message);
  const source: Source = { kind: 'job', job: job.id, picture: 'result' };
  const isKept = !own || !(await isDeleted(context, source));
  await remember(context, person.id, message.chat.id, isKept ? source : { kind: 'sent', picture: own });
  await context.api.sendMessage(message.chat.id, textsFor(person.locale)('again-ask'), {
    ...placed(addressOf(message, person, 'photo')),
    reply_markup: { force_reply: true, selective: true, input_field_placeholder: 'cat→dog, hat→red' },
  });
  return '';
}

async function masks({ jobs, api, config }: BotContext, { message, person, job }: Pressed): Promise<string> {
  const say = textsFor(person.locale);
  const drawn = await masksPicture(jobs, job, { say, limit: FILE_BYTES });
  if (!drawn) return say('gone');
  const picture = await sendable('masks', { bytes: drawn.bytes, format: 'other' }, 'photo');
  const to = addressOf(message, person, 'photo');
  const { keyboard, text } = correctionKeyboard(say, job, studioOf(config) !== undefined);
  await post(api, to, { text: [say('masks-title'), ...text].join('\n'), keyboard, picture });
  return '';
}

/** The results as files, which Telegram leaves as they are. */
async function file(context: BotContext, { message, person, job }: Pressed): Promise<string> {
  const { jobs, api } = context;
  const say = textsFor(person.locale);
  const members = await membersOf(context, job);
  const results = (await Promise.all(members.map(({ id }) => jobs.pictures(id, 'result')))).flat();
  if (results.length === 0) return say('gone');
  const files = await Promise.all(results.map((result) => sendable('dualedit', result, 'file')));
  const to = addressOf(message, person, 'file');
  if (files.length === 1) {
    await post(api, to, { text: say('file-title'), keyboard: undefined, picture: files[0] });
    return '';
  }
  const media = files.map((one) => mediaOf(one!));
  await api.sendMediaGroup(to.chat, media as Parameters<typeof api.sendMediaGroup>[1], placed(to));
  return '';
}

/** Whoever asked may ask for nothing in that group for a day. */
async function blockForDay({ jobs }: BotContext, { query, job }: Pressed): Promise<void> {
  const { chat } = job.address as Address;
  const place = { jobs, frontEnd: FRONT_END, name: `chat:${chat}`, actor: String(query.from.id) };
  const reason = job.command.slice(0, 100);
  await blockIn(place, { subject: memberOf(place, job.user.id), reason, minutes: DAY_MINUTES });
}

/** Deletes the pictures from the store and the answer from the chat. */
async function remove(
  { jobs, api, ...context }: BotContext,
  { query, message, person, job }: Pressed,
): Promise<string> {
  const { chat: place, message: answer } = job.address as Address;
  if (job.user.id !== String(query.from.id)) {
    const actor = String(query.from.id);
    await recordDeletion({ jobs, frontEnd: FRONT_END, name: `chat:${place}`, actor }, job.id, job.user.id);
  }
  // from where it was reported to, the answer is deleted as well
  if (message.chat.id !== place && answer > 0) await api.deleteMessage(place, answer).catch(() => {});
  const members = await membersOf({ jobs }, job);
  for (const { id } of members) await jobs.users.deleteJob(id);
  const { messages } = (members[0] ?? job).address as Address;
  const { id: chat } = message.chat;
  const deleted =
    messages.length > 0
      ? api.deleteMessages(chat, [...messages, message.message_id])
      : api.deleteMessage(chat, message.message_id);
  // messages older than two days stay, which Telegram alone can change
  await deleted.catch((error) => {
    if (!isGone(error)) context.log.info({ err: error }, 'messages could not be deleted');
  });
  return textsFor(person.locale)('deleted');
}
