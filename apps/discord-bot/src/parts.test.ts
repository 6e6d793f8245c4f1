import { parseCommand } from '@dualedit/commands';
import { limitsOf } from '@dualedit/service';
import { startDiscord } from '@dualedit/test-servers/discord';
import { REST } from 'discord.js';
import { expect, it } from 'vitest';
import { completions } from './completions.js';
import { readConfig, secretsOf } from './config.js';
import { registerCommands } from './register.js';

const PACK = {
  nouns: ['cat', 'dog', 'hat'],
  colors: ['red', 'green'],
  materials: ['striped'],
  backgrounds: ['grass', 'snow'],
};
const KNOWN = { ...PACK, words: PACK.materials };
const WORDS = { ...PACK, isWhole: false };

it.each([
  ['', 'cat→dog'],
  ['ca', 'cat→red'],
  ['cat→', 'cat→green'],
  ['cat to d', 'cat→dog'],
  ['cat→dog, ha', 'cat→dog, hat→red'],
  ['hat', 'hat→nothing'],
  ['hat→no', 'hat→nothing'],
  ['hat→s', 'hat→striped'],
  ['back', 'background→snow'],
  ['background→s', 'background→snow'],
])('completes "%s" with %s', (typed, wanted) => {
  expect(completions(typed, WORDS)).toContain(wanted);
});

it.each([
  ['de', '', 'Katze→Hund'],
  ['de', 'kat', 'Katze→rot'],
  ['de', 'Mütz', 'Mütze→Katze'],
  ['de', 'Katze→Hund, hu', 'Katze→Hund, Hut→grün'],
  ['de', 'Kater zu h', 'Kater→Hund'],
  ['fr', 'chapeau → v', 'chapeau→vert'],
  ['fr', 'ha', 'hat→red'],
  ['es-419', 'gat', 'gato→perro'],
  ['ru', 'кош', 'кошка→собака'],
  ['de', 'Hut→ni', 'Hut→nichts'],
  ['de', 'Hintergrund→s', 'Hintergrund→Schnee'],
  ['fr', 'chapeau→r', 'chapeau→rien'],
])('in %s, completes "%s" with %s', (locale, typed, wanted) => {
  const offered = completions(typed, { ...WORDS, locale });
  expect(offered).toContain(wanted);
  for (const one of offered) expect(parseCommand(one, { locale, vocabulary: KNOWN })).not.toEqual([]);
});

it('completions: a thing does not become itself, in any form of its name', () => {
  expect(completions('Kater→', { ...WORDS, locale: 'de' })).not.toContain('Kater→Katze');
});

it('completions: what is typed first where it is whole, never one thing into itself, at most 25 of 100 characters', () => {
  expect(completions('cat→zebra', { ...WORDS, isWhole: true })).toEqual(['cat→zebra']);
  expect(completions('cat→', WORDS)).not.toContain('cat→cat');
  expect(completions('background→', WORDS)).toEqual(['background→grass', 'background→snow']);
  const many = Array.from({ length: 60 }, (_, at) => `noun${at}`);
  expect(completions('', { ...WORDS, nouns: many })).toHaveLength(25);
  expect(completions(`${'x'.repeat(99)}→`, WORDS)).toEqual([]);
});

it('configuration: a token that cannot be one is refused without showing it', () => {
  expect(() => readConfig({})).toThrow(/DISCORD_TOKEN: expected the bot token/);
  expect(() => readConfig({ DISCORD_TOKEN: 'hunter2' })).toThrow(/three parts/);
  expect(() => readConfig({ DISCORD_TOKEN: 'hunter2' })).not.toThrow(/hunter2/);
  const config = readConfig({
    DISCORD_TOKEN: 'a.b.c',
    LIMIT_MEGABYTES: '5',
    DATABASE_URL: 'postgres://u:p@h/d',
  });
  expect(limitsOf(config)).toEqual({ pictureBytes: 5 * 2 ** 20 });
  expect(secretsOf(config)).toEqual(['a.b.c', 'postgres://u:p@h/d']);
});

it('registration is within Discord’s limits, and happens once', async () => {
  const discord = await startDiscord();
  const rest = new REST({ api: discord.api }).setToken(discord.token);
  expect([await registerCommands(rest), await registerCommands(rest)]).toEqual([true, false]);
  expect(await registerCommands(rest, '123')).toBe(true);
  expect(discord.registrations.count).toBe(2);
  await discord.close();
});
