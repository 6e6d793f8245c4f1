import { defaultPackFolder, type Pack } from '@dualedit/core';
import type { Job, Jobs, User } from '@dualedit/jobs';
import { sayNames } from './names.js';
import { sayHeldUp } from './standing.js';
import type { Say } from './texts.js';

const MIB = 2 ** 20;
/** Of jobs that are not finished. */
const UNFINISHED = ['queued', 'masks', 'editing'] as const;
/** Answers that are handed over at once. */
const MOST_HANDED = 4;

export const unfinishedJobs = (jobs: Jobs, user: User): Promise<Job[]> =>
  jobs.list({ user, states: [...UNFINISHED] });

/**
 * The answer to `/queue`: a title, the user's edits with their places, the first that was asked for first, and how it
 * stands in all.
 * @param shown which of the edits may be told of where it is asked; all unless given
 */
export async function sayQueue(
  say: Say,
  jobs: Jobs,
  user: User,
  shown: (job: Job) => boolean = () => true,
): Promise<{ title: string; own: string[]; all: string[] }> {
  const [all, figures] = await Promise.all([unfinishedJobs(jobs, user), jobs.admin.figures()]);
  const own = all.filter(shown);
  const { queued, masks, editing } = figures.jobs;
  return {
    title: say(own.length > 0 ? 'queue-title' : 'queue-empty'),
    own: own.reverse().map((job) => say('queue-line', { command: job.command, state: sayState(say, job) })),
    all: [...sayHeldUp(say, figures), say('queue-all', { queued, running: masks + editing })],
  };
}

function sayState(say: Say, { state, place, fraction }: Job): string {
  if (state === 'queued') return say('state-queued', { place: place ?? 1 });
  return say('state-running', { percent: Math.round(fraction * 100) });
}

/** Answers that could not be sent when they were ready, newest first: what `/queue` hands over, a few at once. */
export async function undelivered(jobs: Jobs, user: User): Promise<Job[]> {
  const finished = await jobs.list({ user, delivery: ['given-up'], states: ['done', 'failed'] });
  return finished.slice(0, MOST_HANDED);
}

/** Cancels all that a user has in the queue. @returns what is said about it */
export async function cancelAll(say: Say, jobs: Jobs, user: User): Promise<string> {
  const own = await unfinishedJobs(jobs, user);
  await Promise.all(own.map(({ id }) => jobs.cancel(id, user)));
  return own.length === 0 ? say('cancel-none') : say('cancel-done', { count: own.length });
}

/** What is stored about a user, and how long. */
export async function sayStored(say: Say, jobs: Jobs, user: User): Promise<string> {
  const { jobs: own, pictures, rules, notes } = await jobs.users.show(user);
  const bytes = pictures.reduce((sum, one) => sum + one.bytes, 0);
  const { keepPicturesHours: hours, keepJobsDays: days } = jobs.retention;
  const size = (bytes / MIB).toFixed(1);
  const remembered = [...new Set(notes.map(({ name }) => sayNote(say, name)))].join(', ');
  return [
    say('privacy-show', { jobs: own.length, pictures: pictures.length, size, hours, days }),
    ...(remembered === '' ? [] : [say('privacy-notes', { notes: remembered })]),
    ...rules.map(({ rule, note }) => say('privacy-rule', { rule, note })),
  ].join('\n');
}

/** Deletes all that is stored about a user. @returns what is said about it */
export async function deleteStored(say: Say, jobs: Jobs, user: User): Promise<string> {
  const { jobs: count, notes } = await jobs.users.delete(user);
  return count === 0 && notes > 0 ? say('privacy-notes-deleted') : say('privacy-deleted', { count });
}

/** Kinds of notes that there is a text for; the rest of a name says which one. */
const NOTES = ['settings', 'last', 'album', 'update', 'asked'];

function sayNote(say: Say, name: string): string {
  const [kind] = name.split(':');
  return NOTES.includes(kind!) ? say(`note-${kind}`) : name;
}

/** What a model can do: the words that it was taught, and what else whoever asks should know. */
export function sayAbilities(
  say: Say,
  { words, folder }: Pack,
  { isChecked }: { isChecked: boolean },
): string[] {
  const { nouns = [], colors = [], backgrounds = [] } = words ?? {};
  const listed = (id: string, names: readonly string[]) =>
    names.length > 0 ? [say(id, { words: sayNames(say, names) })] : [];
  return [
    say('help-remove'),
    ...(words ? [] : [say('help-any-words')]),
    ...listed('help-things', nouns),
    ...listed('help-colors', colors),
    ...listed('help-places', backgrounds),
    ...(folder === defaultPackFolder() ? [say('help-embedded')] : []),
    ...(isChecked ? [say('help-safety')] : []),
    say('help-quota'),
  ];
}
