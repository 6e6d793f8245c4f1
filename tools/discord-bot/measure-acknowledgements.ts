// How soon fifty interactions that come at once are acknowledged while an edit runs, by the real discord.js against
// Discord on loopback:
//
//   npx tsx tools/discord-bot/measure-acknowledgements.ts [AT_ONCE]      writes results/discord.json
import { loadavg } from 'node:os';
import { picture } from '@dualedit/test-servers/edits';
import { openTestBot } from '../../apps/discord-bot/src/testing/test-bot.js';
import { writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';

const AT_ONCE = Number(process.argv[2] ?? 50);
const LIMIT_SECONDS = 3;

const loadAverageBefore = loadavg()[0];

const testBot = await openTestBot({
  discord: { answerSeconds: LIMIT_SECONDS },
  limits: { inFlight: 100, perHour: 1000, queueLength: 1000 },
});
await testBot.start();
const { discord } = testBot;
const channel = discord.guildChannel();
const { animal, ...image } = await picture();
type Person = ReturnType<typeof discord.person>;
const ask = (person: Person) => person.slash(channel, 'edit', { picture: image, command: `${animal}→red` });
const until = (what: string, isSo: () => boolean, seconds: number) =>
  discord.until(what, () => (isSo() ? true : undefined), seconds);

const first = ask(discord.person({ name: 'first' }));
await until('the first edit to run', () => /\d %/.test(first.original?.content ?? ''), 120);
const people = Array.from({ length: AT_ONCE }, (_, at) => discord.person({ name: `person ${at}` }));
const asked = people.map(ask);
await Promise.all(asked.map((one) => discord.acknowledged(one, 30)));
const seconds = asked.map((one) => (one.acknowledgedAt! - one.dispatchedAt) / 1000).sort((a, b) => a - b);
await until('all to be queued', () => asked.every((one) => (one.original?.version ?? 0) > 0), 120);
const editStillRunning = first.original!.components.length === 1;
for (const person of people) person.slash(channel, 'cancel');
const hasEnded = (one: (typeof asked)[number]) => /Cancelled|Done/.test(one.original!.content);
await until('the cancellations', () => asked.every(hasEnded), 300);
const callbacks = discord.requests.filter(({ path }) => path.endsWith('/callback')).length;
await testBot.close();

const within = seconds.filter((one) => one <= LIMIT_SECONDS).length;
writeResults('discord', {
  table: [
    `| interactions at once, while an edit runs | acknowledged within ${LIMIT_SECONDS} s | median | slowest |`,
    '| --- | --- | --- | --- |',
    `| ${AT_ONCE} | ${within} | ${median(seconds).toFixed(2)} s | ${seconds.at(-1)!.toFixed(2)} s |`,
  ],
  acknowledgedWithin3s: within,
  seconds,
  editStillRunning,
  callbacks,
  settings: { atOnce: AT_ONCE, pictureBytes: image.bytes.length, loadAverageBefore },
});
