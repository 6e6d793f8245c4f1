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
import { ButtonBuilder, type ButtonInteraction, ButtonStyle } from 'discord.js';
import type { Address } from '../address.js';
import type { BotContext } from '../bot-context.js';
import { IN_A_ROW, rowOf } from '../message.js';
import { acknowledge, tell } from './answer-press.js';
import { ask } from './request.js';

/** Rows of buttons that are left for edits; things and the studio have the others. */
const EDITS = 3;

/** Buttons to correct a job's masks: each bigger or smaller, or another thing that was seen instead. */
export function correctionRows(say: Say, job: Job, hasStudio: boolean) {
  const button = (label: string, press: Press) =>
    new ButtonBuilder()
      .setCustomId(writePress(press))
      .setLabel([...label].slice(0, 80).join(''))
      .setStyle(ButtonStyle.Secondary);
  const edits = job.edits.slice(0, EDITS).map((edit, index) => {
    const name = changeName(edit);
    return rowOf([
      button(say('button-bigger', { name }), { action: 'bigger', job: job.id, index }),
      button(say('button-smaller', { name }), { action: 'smaller', job: job.id, index }),
      button(say('button-other'), { action: 'other', job: job.id, index }),
    ]);
  });
  const things = (job.result?.unnamed ?? []).slice(0, IN_A_ROW).map((name, thing) => {
    const index = pointedAt(job, name, thing);
    return button(say('button-instead', { number: thing + 1 }), { action: 'instead', job: job.id, index });
  });
  const rows = [
    ...edits,
    ...(things.length > 0 ? [rowOf(things)] : []),
    ...(hasStudio ? [rowOf([button(say('button-studio'), { action: 'studio', job: job.id })])] : []),
  ];
  const first = job.edits[0];
  return { rows, text: first ? [say('masks-correct', { name: changeName(first) })] : [] };
}

/** Edits once more with one mask corrected. */
export async function correct(
  context: BotContext,
  interaction: ButtonInteraction,
  press: Press,
  job: Job,
): Promise<void> {
  const { action, index = 0 } = press;
  const say = textsFor(interaction.locale);
  const correction = correctionOf(job, action, index);
  if (!correction) return tell(interaction, action, say('masks-none-other'));
  const asked = await correctMask(context.jobs, job, correction);
  if (!asked) {
    const masks = await context.jobs.pictures(job.id, 'mask');
    return tell(interaction, action, say(masks.length > 0 ? 'mask-too-small' : 'gone'));
  }
  const { hidden, spoiler } = job.address as Address;
  await acknowledge(interaction, action, hidden);
  const from = `${job.id}:${action}:${index}`;
  const key = await pressKey(context.jobs, job, from);
  await ask(context, interaction, { hidden, spoiler, from, key }, async () => asked);
}

function correctionOf(job: Job, action: Press['action'], index: number): Correction | undefined {
  if (action === 'bigger' || action === 'smaller') return { kind: action, edit: index };
  if (action === 'instead') return { kind: action, ...readPointed(index) };
  const thing = otherThing(job, index);
  return thing === undefined ? undefined : { kind: 'instead', edit: index, thing };
}
