/**
 * How soon fifty interactions that come at once are acknowledged while an edit runs, by the real discord.js against
 * Discord on loopback.
 *
 *     npm run build && node apps/discord-bot/scripts/measure.mjs
 *
 * Writes results/discord.json; scripts/readme-tables.mjs puts its table into the README.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { picture } from '@dualedit/test-servers/edits';
import { openHouse } from '../dist/testing/house.js';

const AT_ONCE = 50;
const LIMIT_SECONDS = 3;

const house = await openHouse({ limits: { inFlight: 100, perHour: 1000, queueLength: 1000 } });
await house.start();
const { discord } = house;
const channel = discord.guildChannel();
const { animal, ...image } = await picture();
const ask = (person) => person.slash(channel, 'edit', { image, command: `${animal}→red` });

const first = ask(discord.person({ name: 'first' }));
await discord.until(
  'the first edit to run',
  () => (/\d %/.test(first.original?.content ?? '') ? true : undefined),
  120,
);
const people = Array.from({ length: AT_ONCE }, (_, at) => discord.person({ name: `person ${at}` }));
const asked = people.map(ask);
await Promise.all(asked.map((one) => discord.acknowledged(one, 30)));
const seconds = asked.map((one) => (one.acknowledgedAt - one.dispatchedAt) / 1000).sort((a, b) => a - b);
await discord.until(
  'all to be queued',
  () => (asked.every((one) => one.original?.version > 0) ? true : undefined),
  120,
);
const stillRunning = first.original.components.length === 1;
for (const person of people) person.slash(channel, 'cancel');
await discord.until(
  'the cancellations',
  () => (asked.every((one) => /Cancelled|Done/.test(one.original.content)) ? true : undefined),
  300,
);
const order = discord.requests.filter(({ path }) => path.endsWith('/callback')).length;
await house.close();

const within = seconds.filter((one) => one <= LIMIT_SECONDS).length;
const figure = (value) => `${value.toFixed(2)} s`;
const results = {
  table: [
    '| interactions at once, while an edit runs | acknowledged within 3 s | median | slowest |',
    '| --- | --- | --- | --- |',
    `| ${AT_ONCE} | ${within} | ${figure(seconds[AT_ONCE / 2])} | ${figure(seconds.at(-1))} |`,
  ],
  acknowledgedWithin3s: within,
  seconds,
  editStillRunning: stillRunning,
  callbacks: order,
  settings: { atOnce: AT_ONCE, pictureBytes: image.bytes.length },
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  machine: {
    cores: cpus().length,
    processor: cpus()[0].model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg()[0],
    node: process.version,
  },
};
writeFileSync(
  new URL('../../../results/discord.json', import.meta.url),
  `${JSON.stringify(results, null, 2)}\n`,
);
console.log(results.table.join('\n'));
