import { type Action, followUp, masksPicture, readPress, textsFor } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { isDatabaseAway } from '@dualedit/service';
import type { CallbackQuery, Message } from 'grammy/types';
import { type Address, addressOf, placed } from '../address.js';
import { membersOf } from '../album.js';
import { type Desk, userOf } from '../desk.js';
import { clipped, FILE_BYTES, finishedMessage, sendable, undoneMessage } from '../message.js';
import { type Person, personOf } from '../person.js';
import { isGone, mediaOf, post, rewrite } from '../post.js';
import { remember } from '../source.js';
import { readChoice } from './choice.js';
import { explain } from './request.js';
import { choose } from './settings.js';

const MOST_TOLD = 200;
/** Telegram forgets a press soon, and other updates wait for its handler. */
const PATIENCE_SECONDS = 5;

/** A button. All it needs is in its data, so that it works after any restart. Every press is answered once. */
export async function press(desk: Desk, query: CallbackQuery): Promise<void> {
  const person = await personOf(desk, query.from);
  let told = '';
  try {
    told = await pressed(desk, query, person);
  } catch (error) {
    if (isDatabaseAway(error) || desk.stopping.aborted) throw error;
    told = explain(desk, person, error, `query ${query.id}`).text;
  }
  const answer = told === '' ? {} : { text: clipped(told, MOST_TOLD), show_alert: told.length > 60 };
  // a press that waited too long needs no answer any more
  await desk.api
    .answerCallbackQuery(query.id, answer)
    .catch((error) => desk.log.info({ err: error }, 'late press'));
}

async function pressed(desk: Desk, query: CallbackQuery, person: Person): Promise<string> {
  const say = textsFor(person.locale);
  const choice = readChoice(query.data ?? '');
  if (choice) return choose(desk, query, choice);
  const press = readPress(query.data ?? '');
  if (!press || !query.message) return say('error-job-unknown');
  const job = await desk.jobs.get(press.job);
  const moderating = press.action === 'delete' || press.action === 'cancel';
  if (job.user.id !== String(person.id) && !(moderating && (await isModerator(desk, query)))) {
    return say('not-yours');
  }
  const wait = desk.pace.waitSeconds(query.message.chat.id);
  if (wait > PATIENCE_SECONDS) return say('busy', { seconds: Math.ceil(wait) });
  return act(desk, { query, message: query.message as Message, person, job }, press.action);
}

async function isModerator({ api }: Desk, { from, message }: CallbackQuery): Promise<boolean> {
  if (!message || message.chat.type === 'private') return false;
  const { status } = await api.getChatMember(message.chat.id, from.id);
  return status === 'administrator' || status === 'creator';
}

interface Pressed {
  query: CallbackQuery;
  message: Message;
  person: Person;
  job: Job;
}

async function act(desk: Desk, pressed: Pressed, action: Action): Promise<string> {
  const { message, person, job } = pressed;
  const { jobs, api } = desk;
  const say = textsFor(person.locale);
  switch (action) {
    case 'cancel': {
      const members = await membersOf(desk, job);
      await Promise.all(members.map(({ id }) => jobs.cancel(id)));
      return say('cancelling');
    }
    case 'stronger':
    case 'softer':
    case 'retry':
      return anew(desk, pressed, action);
    case 'again':
      return again(desk, pressed);
    case 'undo':
    case 'redo': {
      const shown = action === 'undo' ? await undoneMessage(jobs, job) : await finishedMessage(jobs, job);
      if (!shown.picture) return say('gone');
      await rewrite(api, message.chat.id, message.message_id, shown);
      return '';
    }
    case 'masks':
      return masks(desk, pressed);
    case 'file':
      return file(desk, pressed);
    case 'delete':
      return remove(desk, pressed);
  }
}

/** A further job from each of the message's jobs, answered under the message. */
async function anew(
  desk: Desk,
  { query, message, person, job }: Pressed,
  action: 'stronger' | 'softer' | 'retry',
): Promise<string> {
  const members = await membersOf(desk, job);
  const album = members.length > 1 ? `query-${query.id}` : '';
  for (const member of members) {
    const { as } = member.address as Address;
    await desk.jobs.enqueue({
      ...followUp(member, action),
      user: userOf(person.id),
      address: addressOf(message, person, as, album),
      key: `query:${query.id}:${member.id}`,
      groups: message.chat.type === 'private' ? [] : [`chat:${message.chat.id}`],
    });
  }
  return '';
}

/** Asks for the next words; they are about what the message shows. */
async function again(desk: Desk, { message, person, job }: Pressed): Promise<string> {
  await remember(desk, person.id, message.chat.id, { kind: 'job', job: job.id, picture: 'result' });
  await desk.api.sendMessage(message.chat.id, textsFor(person.locale)('again-ask'), {
    ...placed(addressOf(message, person, 'photo')),
    reply_markup: { force_reply: true, selective: true, input_field_placeholder: 'cat→dog, hat→red' },
  });
  return '';
}

async function masks({ jobs, api }: Desk, { message, person, job }: Pressed): Promise<string> {
  const say = textsFor(person.locale);
  const drawn = await masksPicture(jobs, job, { say, limit: FILE_BYTES });
  if (!drawn) return say('gone');
  const picture = await sendable('masks', drawn.bytes, 'photo');
  const to = addressOf(message, person, 'photo');
  await post(api, to, { text: say('masks-title'), keyboard: undefined, picture });
  return '';
}

/** The results as files, which Telegram leaves as they are. */
async function file(desk: Desk, { message, person, job }: Pressed): Promise<string> {
  const { jobs, api } = desk;
  const say = textsFor(person.locale);
  const members = await membersOf(desk, job);
  const results = (await Promise.all(members.map(({ id }) => jobs.pictures(id, 'result')))).flat();
  if (results.length === 0) return say('gone');
  const files = await Promise.all(results.map(({ bytes }) => sendable('dualedit', bytes, 'file')));
  const to = addressOf(message, person, 'file');
  if (files.length === 1) {
    await post(api, to, { text: say('file-title'), keyboard: undefined, picture: files[0] });
    return '';
  }
  const media = files.map((one) => mediaOf(one!));
  await api.sendMediaGroup(to.chat, media as Parameters<typeof api.sendMediaGroup>[1], placed(to));
  return '';
}

/** Deletes the pictures from the store and the answer from the chat. */
async function remove({ jobs, api, ...desk }: Desk, { message, person, job }: Pressed): Promise<string> {
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
    if (!isGone(error)) desk.log.info({ err: error }, 'messages could not be deleted');
  });
  return textsFor(person.locale)('deleted');
}
