import { picture } from '@dualedit/test-servers/edits';
import { openTestBot } from '../../../apps/discord-bot/src/testing/test-bot.js';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';

/** How long Discord waits for the first answer. */
const LIMIT_SECONDS = 3;
const EDIT_MS = 100;
const PATIENCE_SECONDS = 900;

/** Everybody asks Discord's bot at once: how soon each interaction is acknowledged, and that all are answered. */
export async function discordCrowd(users: number) {
  const testBot = await openTestBot({
    discord: { answerSeconds: LIMIT_SECONDS },
    limits: { queueLength: 10 * users },
    editor: async () => quickEditor({ milliseconds: EDIT_MS }),
  });
  try {
    await testBot.start();
    const { discord } = testBot;
    const channel = discord.guildChannel();
    const { animal, ...image } = await picture();
    const people = Array.from({ length: users }, (_, at) => discord.person({ name: `person ${at}` }));
    const begin = Date.now();
    const asked = people.map((person) =>
      person.slash(channel, 'edit', { picture: image, command: `${animal}→red` }),
    );
    await Promise.all(asked.map((one) => discord.acknowledged(one, PATIENCE_SECONDS)));
    const seconds = asked.map((one) => (one.acknowledgedAt! - one.dispatchedAt) / 1000).sort((a, b) => a - b);
    const isAnswered = ({ original }: (typeof asked)[number]) => (original?.attachments.length ?? 0) > 1;
    await discord.until('all answers', () => asked.every(isAnswered) || undefined, PATIENCE_SECONDS);
    return {
      users,
      acknowledgedWithin3s: seconds.filter((one) => one <= LIMIT_SECONDS).length,
      medianSeconds: at(seconds, 0.5),
      p99Seconds: at(seconds, 0.99),
      slowestSeconds: at(seconds, 1),
      answered: asked.filter(isAnswered).length,
      answeredSeconds: (Date.now() - begin) / 1000,
      // Calls that the library keeps back until a limit allows them; this Discord refuses none.
      heldBack: testBot.log.filter((line) => line.includes('"rate limited"')).length,
    };
  } finally {
    await testBot.close();
  }
}

/** The same on Telegram, each in a chat with the bot, with a restart and refused calls in the middle. */
export async function telegramCrowd(users: number) {
  process.env.CHATS = String(users);
  const { hundred } = await import('../../telegram-bot/crowd.js');
  const { flooded: _, ...figures } = await hundred();
  return figures;
}

/** @param share 1: the largest */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
