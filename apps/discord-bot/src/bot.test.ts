import { readPress } from '@dualedit/conversation';
import type { Interaction, StoredChannel, StoredMessage } from '@dualedit/test-servers/discord';
import { everyComponent, PERMISSIONS } from '@dualedit/test-servers/discord';
import { picture } from '@dualedit/test-servers/edits';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestBot, type TestBot } from './testing/test-bot.js';

// every edit runs the real models, on whatever the machine has left

let testBot: TestBot;
let channel: StoredChannel;

beforeAll(async () => {
  testBot = await openTestBot({ limits: { inFlight: 60, perHour: 1000 } });
  await testBot.start();
  channel = testBot.discord.guildChannel();
});

afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(show());
  await testBot.close();
});

const show = () => testBot.log.slice(-12).join('');

const finished = (asked: Interaction, seconds = 200): Promise<StoredMessage> =>
  testBot.discord.until(
    'the finished edit',
    () => {
      const message = asked.original;
      // by what buttons do, since what they say differs between languages
      const pressed = message ? everyComponent(message.components) : [];
      const actions = pressed.map(({ custom_id: id }) => readPress(id ?? '')?.action);
      return message && actions.includes('retry') ? message : undefined;
    },
    seconds,
  );

const text = (asked: Interaction, wanted: RegExp, seconds = 200): Promise<StoredMessage> =>
  testBot.discord.until(
    `an answer that says ${wanted}`,
    () => (wanted.test(asked.original?.content ?? '') ? asked.original : undefined),
    seconds,
  );

const names = (message: StoredMessage) => message.attachments.map(({ attachment }) => attachment.filename);

async function edit(
  person: ReturnType<typeof testBot.discord.person>,
  more: Record<string, string | number | boolean> = {},
) {
  const { animal, ...image } = await picture();
  return {
    animal,
    asked: person.slash(channel, 'edit', { picture: image, command: `${animal}→red`, ...more }),
  };
}

describe('an edit, from the command to every button', () => {
  const owner = () => testBot.discord.person({ name: 'ada' });

  it('is understood aloud, shows its progress, and becomes before and after', async () => {
    const ada = owner();
    const { animal, asked } = await edit(ada);
    await testBot.discord.acknowledged(asked);
    await text(asked, /understood as/);
    const message = await finished(asked);
    expect(message.content).toContain(`understood as: ${animal}→red`);
    expect(message.content).toMatch(/Done in \d+ (s|min)/);
    expect(message.mentionsParsed).toEqual([]);
    expect(names(message)).toEqual(['before.png', 'after.png']);
    const [before, after] = message.attachments.map(({ bytes }) => bytes);
    expect(after!.equals(before!)).toBe(false);
    expect((await sharp(after).metadata()).width).toBe(128);
  });

  it('buttons: masks, the file, undo and redo, stronger, edit again, delete', async () => {
    const ada = owner();
    const { animal, asked } = await edit(ada);
    const message = await finished(asked);

    const masks = ada.press(message, 'Masks');
    expect(names(await text(masks, /where/))).toEqual(['masks.png']);
    expect(masks.original!.ephemeralFor).toBe(ada.id);
    const file = ada.press(message, 'Original file');
    expect(names(await text(file, /every pixel/))).toEqual(['dualedit.png']);

    ada.press(message, 'Undo');
    await testBot.discord.until('the picture before', () =>
      names(message).join() === 'before.png' ? true : undefined,
    );
    ada.press(message, 'Redo');
    await testBot.discord.until('both again', () => (names(message).length === 2 ? true : undefined));

    const stronger = ada.press(message, 'Stronger');
    expect((await finished(stronger)).content).toContain(`${animal}→red (1.4)`);

    const opened = ada.press(stronger.original!, 'Edit again');
    await testBot.discord.acknowledged(opened);
    const again = ada.submit(opened, { command: `${animal}→green` });
    const further = await finished(again);
    expect(further.content).toContain(`${animal}→green`);
    const [start] = further.attachments;
    const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
    const shown = stronger.original!.attachments[1]!.bytes;
    expect((await pixels(start!.bytes)).equals(await pixels(shown))).toBe(true);

    ada.press(message, 'Delete');
    await testBot.discord.until('the deletion', () => (message.deleted ? true : undefined));
    expect((await testBot.jobs.list({ user: { frontEnd: 'discord', id: ada.id } })).length).toBe(2);
  });

  it('says what did not come out, and shows the picture all the same', async () => {
    const { animal, asked } = await edit(owner(), { strength: 0 });
    const message = await finished(asked);
    expect(message.content).toContain(`⚠️ ${animal}→red did not come out`);
    expect(names(message)).toEqual(['before.png', 'after.png']);
  });

  it('others may not, a moderator may delete', async () => {
    const { asked } = await edit(owner());
    const message = await finished(asked);
    const eve = testBot.discord.person({ name: 'eve' });
    const tried = eve.press(message, 'Delete');
    await text(tried, /Only the person who asked/);
    expect(message.deleted).toBe(false);
    const mod = testBot.discord.person({ name: 'mod', permissions: PERMISSIONS.manageMessages });
    mod.press(message, 'Delete');
    await testBot.discord.until('the deletion', () => (message.deleted ? true : undefined));
  });

  it('from the menu of somebody else’s message, in private, in another language', async () => {
    const jan = testBot.discord.person({ name: 'jan', locale: 'de' });
    const { animal, ...image } = await picture(1);
    const theirs = owner().post(channel, 'look', [image]);
    const opened = jan.menu(channel, 'Edit picture', theirs);
    await testBot.discord.acknowledged(opened);
    expect(opened.modal!.title).toBe('Weiter bearbeiten');
    const asked = jan.submit(opened, { command: `${animal}→blue` });
    const message = await finished(asked);
    expect(message.content).toMatch(/verstanden als/);
    const without = jan.menu(channel, 'Edit picture', owner().post(channel, 'no picture'));
    await text(without, /kein Bild/);
  });

  it('is private on request, and cancelled while it waits', async () => {
    const ada = owner();
    const first = await edit(ada, { private: true });
    const second = await edit(ada);
    await text(second.asked, /understood as/);
    ada.press(second.asked.original!, 'Cancel');
    await text(second.asked, /Cancelled/);
    const message = await finished(first.asked);
    expect(message.ephemeralFor).toBe(ada.id);
  });
});

describe('what is wrong is said, and nothing is left behind', () => {
  it('a command that is not understood, with a caret under it', async () => {
    const eve = testBot.discord.person({ name: 'eve' });
    const { animal: _, ...image } = await picture();
    const asked = eve.slash(channel, 'edit', { picture: image, command: 'cat dog' });
    const { content } = await text(asked, /❌/);
    expect(content).toContain('```\ncat dog\n');
    expect(content).toContain('^');
  });

  it('a file that is no picture, a picture that is too heavy, words that nobody taught', async () => {
    const eve = testBot.discord.person({ name: 'eve' });
    const words = { name: 'a.png', type: 'image/png', bytes: Buffer.from('not a picture at all') };
    await text(
      eve.slash(channel, 'edit', { picture: words, command: 'cat→dog' }),
      /not a picture I can read/,
    );
    const heavy = { ...words, bytes: Buffer.alloc(21 * 2 ** 20) };
    await text(
      eve.slash(channel, 'edit', { picture: heavy, command: 'cat→dog' }),
      /too heavy for me: I take at most 20 MB/,
    );
    const { animal: _, ...image } = await picture();
    await text(eve.slash(channel, 'edit', { picture: image, command: 'cat→zeppelin' }), /zeppelin/);
  });

  it('mentions in commands ping nobody', async () => {
    const eve = testBot.discord.person({ name: 'eve' });
    const { animal: _, ...image } = await picture();
    const asked = eve.slash(channel, 'edit', { picture: image, command: 'cat→@everyone' });
    await text(asked, /everyone/);
    expect(asked.original!.mentionsParsed).toEqual([]);
  });

  it('a button of another time', async () => {
    const eve = testBot.discord.person({ name: 'eve' });
    const message = eve.post(channel, 'old');
    message.components = [
      { type: 1, components: [{ type: 2, custom_id: '0:gone', label: 'Old', style: 2 }] },
    ];
    await text(eve.press(message, 'Old'), /no longer stored/);
  });
});

describe('commands beside it', () => {
  it('completion, help, queue, cancel, privacy', async () => {
    const ada = testBot.discord.person({ name: 'ada', locale: 'fr' });
    const typing = ada.complete(channel, 'edit', 'command', 'ha');
    expect((await testBot.discord.acknowledged(typing)).choices!.map(({ value }) => value)).toContain(
      'hat→red',
    );
    await text(ada.slash(channel, 'help'), /Choses : .*chat/);
    await text(ada.slash(channel, 'queue'), /aucune retouche/);
    await text(ada.slash(channel, 'cancel'), /rien à annuler/);
    const { asked } = await edit(ada);
    await text(asked, /compris/);
    await text(ada.slash(channel, 'privacy show'), /1 retouche et [1-3] images?/);
    await text(ada.slash(channel, 'privacy delete'), /Une retouche et ses images/);
    expect(await testBot.jobs.list({ user: { frontEnd: 'discord', id: ada.id } })).toEqual([]);
  });

  it('a server blocks a channel, and only those who manage it may', async () => {
    const place = testBot.discord.guildChannel();
    const boss = testBot.discord.person({ name: 'boss', permissions: PERMISSIONS.manageGuild });
    const eve = testBot.discord.person({ name: 'eve' });
    await text(eve.slash(place, 'settings block', { channel: place.id }), /Only administrators/);
    await text(
      boss.slash(place, 'settings block', { channel: place.id, reason: 'too many cats' }),
      /Saved for this chat: 🚫/,
    );
    await text(boss.slash(place, 'settings show'), /too many cats/);
    const { animal, ...image } = await picture();
    await text(eve.slash(place, 'edit', { picture: image, command: `${animal}→red` }), /may not use/);
    await text(boss.slash(place, 'settings unblock', { channel: place.id }), /Saved for this chat: ✓/);
    await text(eve.slash(place, 'admin figures'), /DISCORD_ADMINS/);
  });
});
