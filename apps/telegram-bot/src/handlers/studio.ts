import { sayStudioLink, textsFor } from '@dualedit/conversation';
import { studioOf } from '@dualedit/service';
import type { BotContext } from '../bot-context.js';
import { unlessClosed } from '../elsewhere.js';
import { post } from '../post.js';
import type { Pressed } from './pressed.js';

/** Sends the presser a link that opens the job in the studio, in private. @returns what else they are told */
export async function openInStudio(
  { api, config, jobs, log, stopping }: BotContext,
  { query, message, person, job }: Pressed,
): Promise<string> {
  const say = textsFor(person.locale);
  const text = await sayStudioLink(say, job, studioOf(config), { jobs, log, signal: stopping });
  const directly = { chat: query.from.id, thread: 0, replyTo: 0 };
  const sent = await post(api, directly, { text, keyboard: undefined, picture: undefined }).catch(
    unlessClosed,
  );
  if (sent === undefined) return say('studio-write-first');
  return message.chat.id === directly.chat ? '' : say('studio-sent');
}
