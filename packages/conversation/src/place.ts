import type { Jobs, Quota, User } from '@dualedit/jobs';
import { sayActs } from './operate.js';
import type { Say } from './texts.js';

/** A guild or a group, in the eyes of its own administrators. */
export interface Place {
  jobs: Jobs;
  frontEnd: string;
  /** `guild:1` or `chat:2`. */
  name: string;
  /** Who of them acts, as the platform writes users. */
  actor: string;
}

/** What administrators of a place may set, within the operator's limits. */
export type PlaceLimits = Pick<Quota, 'eachHour' | 'eachDay' | 'allDay' | 'cooldownSeconds'>;

const MODERATORS = 'moderators';

const record = ({ jobs, frontEnd, name, actor }: Place, action: string, about: string, note: string) =>
  jobs.moderation.record({ frontEnd, place: name, actor, action, about, note });

/** Notes of a place are kept as those of a user of its name. */
const ownerOf = ({ frontEnd, name }: Pick<Place, 'frontEnd' | 'name'>): User => ({ frontEnd, id: name });

/** Sets the limits of the place, or of one of its roles. @returns what is said about it */
export async function setLimits(
  say: Say,
  place: Place,
  limits: PlaceLimits,
  subject = place.name,
): Promise<string> {
  await place.jobs.quotas.set({ frontEnd: place.frontEnd, subject, place: place.name, ...limits });
  const what = sayLimits(say, limits);
  await record(place, 'limits', subject, what);
  return say('settings-saved-for-chat', { what });
}

/** Such as `5 a day for each person, 100 a day for everybody together`. */
export function sayLimits(say: Say, { eachHour, eachDay, allDay, cooldownSeconds }: PlaceLimits): string {
  const said = [
    ...(eachHour === undefined ? [] : [say('limits-each-hour', { most: eachHour })]),
    ...(eachDay === undefined ? [] : [say('limits-each-day', { most: eachDay })]),
    ...(allDay === undefined ? [] : [say('limits-all-day', { most: allDay })]),
    ...(cooldownSeconds === undefined ? [] : [say('limits-cooldown', { seconds: cooldownSeconds })]),
  ];
  return said.join(', ') || say('limits-none');
}

/** Bans words in the place, or allows them again. @returns what is said about it */
export async function setBanned(
  say: Say,
  place: Place,
  verb: 'ban' | 'unban',
  { phrase, locale = '' }: { phrase: string; locale?: string },
): Promise<string> {
  const { jobs, frontEnd, name } = place;
  await jobs.moderation[verb]({ frontEnd, place: name, locale, phrase });
  await record(place, verb, '', phrase);
  return (await sayBanned(say, place)) ?? say('settings-saved-for-chat', { what: '–' });
}

/** Undefined if no words are banned. */
export async function sayBanned(say: Say, { jobs, frontEnd, name }: Place): Promise<string | undefined> {
  const banned = await jobs.moderation.banned(frontEnd, name);
  const words = banned.map(({ phrase, locale }) => (locale === '' ? phrase : `${phrase} (${locale})`));
  return words.length === 0 ? undefined : say('banned-words', { words: words.join(', ') });
}

export interface Block {
  subject: string;
  reason: string;
  minutes?: number | undefined;
}

/** Blocks somebody in the place, for some minutes or until it is taken back. */
export async function blockIn(place: Place, { subject, reason, minutes }: Block): Promise<void> {
  const { jobs, frontEnd, name } = place;
  const until = minutes === undefined ? undefined : new Date(Date.now() + minutes * 60_000);
  const rule = { frontEnd, subject, rule: 'block' as const, note: reason, place: name };
  await jobs.admin.setRule({ ...rule, ...(until && { until }) });
  await record(place, 'block', subject, [minutes && `${minutes} min`, reason].filter(Boolean).join(' '));
}

export async function unblockIn(place: Place, subject: string): Promise<void> {
  await place.jobs.admin.removeRule(place.frontEnd, subject);
  await record(place, 'unblock', subject, '');
}

/** Where reports of the place go to, as its platform writes chats; undefined if nobody takes any. */
export async function moderatorsOf(
  place: Pick<Place, 'jobs' | 'frontEnd' | 'name'>,
): Promise<string | undefined> {
  const channel = await place.jobs.notes.read(ownerOf(place), MODERATORS);
  return typeof channel === 'string' && channel !== '' ? channel : undefined;
}

/** @param channel empty: nobody takes reports */
export async function setModerators(place: Place, channel: string): Promise<void> {
  await place.jobs.notes.write(ownerOf(place), MODERATORS, channel);
  await record(place, 'reports', channel, '');
}

/** Acts of the place's administrators, newest first. */
export const sayActsOf = async ({ jobs, frontEnd, name }: Place): Promise<string> =>
  sayActs(await jobs.moderation.acts(frontEnd, name));

/** Says that a moderator deleted somebody's edit. */
export const recordDeletion = (place: Place, job: string, owner: string): Promise<void> =>
  record(place, 'delete', job, owner);
