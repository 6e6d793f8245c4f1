import { readPress } from '@dualedit/conversation';
import type { Interaction, Person, StoredChannel, StoredMessage } from '@dualedit/test-servers/discord';
import { everyComponent } from '@dualedit/test-servers/discord';
import sharp from 'sharp';
import type { TestBot } from './test-bot.js';

/** A busy machine takes its time; nothing here looks at how long. */
const SECONDS = 200;

/** A small picture of one color. */
export async function image(format: 'png' | 'jpeg' = 'png') {
  const create = { width: 64, height: 48, channels: 3 as const, background: 'teal' };
  const bytes = await sharp({ create }).toFormat(format).toBuffer();
  return { name: `scene.${format}`, type: `image/${format}`, bytes };
}

/** The names of a message's files. */
export const names = (message: StoredMessage) =>
  message.attachments.map(({ attachment }) => attachment.filename);

const actionsOf = (message: StoredMessage) =>
  everyComponent(message.components).map(({ custom_id: id }) => readPress(id ?? '')?.action);

/** What tests of conversations do, with a bot that is there when they ask. */
export function asking(world: () => { testBot: TestBot; channel: StoredChannel }) {
  const until = <T>(what: string, look: () => T | undefined) =>
    world().testBot.discord.until(what, look, SECONDS);
  const done = (message: () => StoredMessage | undefined) =>
    until('the finished edit', () => {
      const found = message();
      return found && actionsOf(found).includes('retry') && found.attachments.length > 0 ? found : undefined;
    });
  return {
    until,
    done,
    finished: (asked: Interaction) => done(() => asked.original),
    text: (asked: Interaction, wanted: RegExp) =>
      until(`an answer that says ${wanted}`, () =>
        wanted.test(asked.original?.content ?? '') ? asked.original : undefined,
      ),
    person: (options = {}): Person => world().testBot.discord.person({ name: 'ada', ...options }),
    jobsOf: ({ id }: Person) => world().testBot.jobs.list({ user: { frontEnd: 'discord', id } }),
    edit: async (
      who: Person,
      more: Record<string, string | number | boolean> = {},
      place = world().channel,
    ): Promise<Interaction> =>
      who.slash(place, 'edit', { picture: await image(), command: 'cat→dog', ...more }),
  };
}
