import {
  type Correction,
  correctMask,
  otherThing,
  type Press,
  pointedAt,
  pressKey,
  readPointed,
  type Say,
  textsFor,
  writePress,
} from '@dualedit/conversation';
import { changeName } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import { InlineKeyboard } from 'grammy';
import { type Address, addressOf } from '../address.js';
import type { BotContext } from '../bot-context.js';
import { groupsOfPerson } from '../group.js';
import type { Pressed } from './pressed.js';

/** Things that have a button. */
const THINGS = 8;
const IN_A_ROW = 4;

/** Buttons to correct a job's masks: each bigger or smaller, or another thing that was seen instead. */
export function correctionKeyboard(say: Say, job: Job, hasStudio: boolean) {
  const keyboard = new InlineKeyboard();
  const data = (press: Omit<Press, 'job'>) => writePress({ job: job.id, ...press });
  for (const [index, edit] of job.edits.entries()) {
    const name = changeName(edit);
    keyboard
      .text(say('button-bigger', { name }), data({ action: 'bigger', index }))
      .text(say('button-smaller', { name }), data({ action: 'smaller', index }))
      .text(say('button-other'), data({ action: 'other', index }))
      .row();
  }
  for (const [thing, name] of (job.result?.unnamed ?? []).slice(0, THINGS).entries()) {
    if (thing > 0 && thing % IN_A_ROW === 0) keyboard.row();
    const index = pointedAt(job, name, thing);
    keyboard.text(say('button-instead', { number: thing + 1 }), data({ action: 'instead', index }));
  }
  if (hasStudio) keyboard.row().text(say('button-studio'), data({ action: 'studio' }));
  const [first] = job.edits;
  return { keyboard, text: first ? [say('masks-correct', { name: changeName(first) })] : [] };
}

/** Edits once more with one mask corrected. @returns what the presser is told */
export async function correct(
  { jobs }: BotContext,
  { message, person, job }: Omit<Pressed, 'query'>,
  { action, index = 0 }: Press,
): Promise<string> {
  const say = textsFor(person.locale);
  const correction = correctionOf(job, action, index);
  if (!correction) return say('masks-none-other');
  const asked = await correctMask(jobs, job, correction);
  if (!asked) return say((await jobs.pictures(job.id, 'mask')).length > 0 ? 'mask-too-small' : 'gone');
  const { as, spoiler } = job.address as Address;
  const from = `${job.id}:${action}:${index}`;
  await jobs.enqueue({
    ...asked,
    user: job.user,
    address: { ...addressOf(message, { ...person, spoiler }, as), from },
    key: await pressKey(jobs, job, from),
    groups: groupsOfPerson(message, person.id),
  });
  return '';
}

function correctionOf(job: Job, action: Press['action'], index: number): Correction | undefined {
  if (action === 'bigger' || action === 'smaller') return { kind: action, edit: index };
  if (action === 'instead') return { kind: action, ...readPointed(index) };
  const thing = otherThing(job, index);
  return thing === undefined ? undefined : { kind: 'instead', edit: index, thing };
}
