// What administrators of a server set, and what its members read of it.
import type { StoredChannel } from '@dualedit/test-servers/discord';
import { PERMISSIONS } from '@dualedit/test-servers/discord';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { asking, names } from './testing/asking.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
let channel: StoredChannel;
beforeAll(async () => {
  testBot = await openTestBot({
    editor: async () => quickEditor(),
    limits: { inFlight: 60, perHour: 1000, perDay: 40 },
  });
  await testBot.start();
  channel = testBot.discord.guildChannel();
});
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.slice(-30).join(''));
  await testBot.close();
});

const { person, until, finished, text, jobsOf, edit } = asking(() => ({ testBot, channel }));

describe('a server’s own rules', () => {
  it('limits of a server and of a role, what /quota says of them, and the audit', async () => {
    const place = testBot.discord.guildChannel();
    const boss = person({ permissions: PERMISSIONS.manageGuild });
    await text(person().slash(place, 'settings limits', { 'each-day': 1 }), /Only administrators/);
    await text(
      boss.slash(place, 'settings limits', { 'each-day': 1, 'all-day': 50 }),
      /1 a day for each person, 50/,
    );
    await text(boss.slash(place, 'settings limits', { 'each-day': 3, role: '990' }), /3 a day/);
    const [eve, helper] = [person(), person({ roles: ['990'] })];
    await finished(await edit(eve, {}, place));
    const refused = await text(await edit(eve, {}, place), /used up this day’s 1 edits/);
    expect(refused.content).toMatch(/possible in (23|24) h \d+ min/);
    await text(eve.slash(place, 'quota'), /This day: 0 of 1, one more in (23|24) h/);
    await text(
      helper.slash(place, 'quota'),
      /This day: 3 of 3\nEverybody in this chat together, per day: 49 of 50/,
    );
    await text(eve.slash(channel, 'quota'), /This day: 39 of 40/);
    await text(boss.slash(place, 'settings show'), /🏠: 1 a day[\s\S]*<@&990>: 3 a day/);
    await text(boss.slash(place, 'settings audit'), new RegExp(`${boss.id}: limits role:990`));
    await text(boss.slash(place, 'settings limits'), /no limits of its own/);
    await text(eve.slash(place, 'quota'), /This day: 39 of 40/);
  });

  it('banned words in one language, with a line in the log of who asked for what', async () => {
    const place = testBot.discord.guildChannel();
    const boss = person({ permissions: PERMISSIONS.manageGuild });
    const banned = { words: 'dog', language: 'de' };
    await text(boss.slash(place, 'settings ban', banned), /Banned words: dog \(de\)/);
    const jan = person({ locale: 'de' });
    await text(await edit(jan, {}, place), /„dog“ darf hier nicht bestellt werden/);
    const line = testBot.log.map((one) => JSON.parse(one)).find(({ msg }) => msg === 'banned words');
    expect(line).toMatchObject({ user: jan.id, guild: place.guild, banned: 'dog', command: 'cat→dog' });
    await finished(await edit(person(), {}, place));
    await text(boss.slash(place, 'settings unban', banned), /Saved/);
    await finished(await edit(jan, {}, place));
  });

  it('a block says why and until when', async () => {
    const place = testBot.discord.guildChannel();
    const boss = person({ permissions: PERMISSIONS.manageGuild });
    const eve = person();
    const block = { member: eve.id, reason: 'spam', minutes: 30 };
    await text(boss.slash(place, 'settings block', block), /🚫/);
    await text(
      await edit(eve, {}, place),
      /may not use this bot here: spam\. The block ends in 30 minutes\./,
    );
    await text(boss.slash(place, 'settings show'), /block <@\d+> — spam — in 30 minutes/);
    await finished(await edit(eve));
  });

  it('a report goes to the moderators, who delete and block from there', async () => {
    const place = testBot.discord.guildChannel();
    const staff = testBot.discord.guildChannel(place.guild);
    const boss = person({ permissions: PERMISSIONS.manageGuild | PERMISSIONS.manageMessages });
    const eve = person();
    const message = await finished(await edit(eve, {}, place));
    const bob = person();
    await text(bob.press(message, 'Report'), /Nobody takes reports/);
    await text(boss.slash(place, 'settings reports', { channel: staff.id }), /Saved/);
    await text(bob.press(message, 'Report'), /The moderators see it/);
    const reported = await until('the report', () =>
      testBot.discord.messages(staff).find(({ content }) => content.includes('reported an edit of')),
    );
    expect(reported.content).toContain(`<@${bob.id}>`);
    expect(names(reported)).toEqual(['SPOILER_reported.png']);
    expect(reported.mentionsParsed).toEqual([]);
    await text(bob.press(reported, 'Delete'), /Only the person who asked/);
    boss.press(reported, 'Block for a day');
    await until('both to be deleted', () => (message.deleted && reported.deleted ? true : undefined));
    await text(
      await edit(eve, {}, place),
      /cat→dog\. The block ends in 24 h 0 min|The block ends in 23 h 59 min/,
    );
    await text(boss.slash(place, 'settings audit'), new RegExp(`delete .*${eve.id}`));
    expect(await jobsOf(eve)).toEqual([]);
  });

  it('help says what the model knows, and that photographs need another', async () => {
    const help = await text(person().slash(channel, 'help'), /Things: .*cat/);
    expect(help.content).toMatch(/Backgrounds .*snow[\s\S]*Photographs need a larger model/);
  });
});
