import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  type Interaction,
  MessageFlags,
  REST,
  Routes,
} from 'discord.js';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DiscordServer, startDiscord } from './index.js';

let discord: DiscordServer;
let client: Client;
let rest: REST;
let handle: (interaction: Interaction) => Promise<unknown> = async () => {};
let picture: Buffer;

const commands = [
  {
    name: 'edit',
    description: 'Change things in a picture',
    options: [
      { type: 11, name: 'image', description: 'The picture', required: true },
      { type: 3, name: 'command', description: 'cat→dog', required: true, autocomplete: true },
    ],
  },
  {
    name: 'privacy',
    description: 'Your data',
    options: [{ type: 1, name: 'show', description: 'What is kept' }],
  },
  { type: 3, name: 'Edit image' },
];

beforeAll(async () => {
  discord = await startDiscord();
  picture = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  client = new Client({ intents: [1], rest: { api: discord.api } });
  client.on(
    Events.InteractionCreate,
    (interaction) => void handle(interaction).catch((error) => console.error(error)),
  );
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  rest = new REST({ api: discord.api }).setToken(discord.token);
  await rest.put(Routes.applicationCommands(discord.application), { body: commands });
});

afterAll(async () => {
  await client.destroy();
  await discord.close();
});

const image = () => ({ name: 'cat.png', type: 'image/png', bytes: picture });

it('a slash command with a file: deferred, edited, answered with a file and a button that works', async () => {
  const ada = discord.person({ name: 'ada', locale: 'de', attachmentLimit: 5_000 });
  handle = async (interaction) => {
    if (interaction.isButton())
      return interaction.update({ content: `pressed ${interaction.customId}`, components: [] });
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    const file = interaction.options.getAttachment('image', true);
    const bytes = Buffer.from(await (await fetch(file.url)).arrayBuffer());
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('again:1').setLabel('Retry').setStyle(ButtonStyle.Primary),
    );
    await interaction.editReply({
      content: `${interaction.options.getString('command')} ${file.width}×${file.height} ${interaction.locale} ${interaction.attachmentSizeLimit}`,
      files: [new AttachmentBuilder(bytes, { name: 'out.png' })],
      components: [row],
    });
  };
  const asked = ada.slash(discord.guildChannel(), 'edit', { image: image(), command: 'cat→dog' });
  const message = await discord.until('the file', () =>
    asked.original?.attachments[0] ? asked.original : undefined,
  );
  expect(message.content).toBe('cat→dog 8×6 de 5000');
  expect(message.attachments[0]!.bytes.equals(picture)).toBe(true);
  ada.press(message, 'Retry');
  await discord.until('the press', () => (message.content === 'pressed again:1' ? message : undefined));
  expect(() => ada.press(message, 'Retry')).toThrow('No button Retry');
});

it('autocompletion, and a message menu that opens a modal', async () => {
  const bob = discord.person({ name: 'bob' });
  const channel = discord.directMessages(bob);
  let heard = '';
  handle = async (interaction) => {
    if (interaction.isAutocomplete()) {
      const typed = interaction.options.getFocused();
      await interaction.respond([{ name: `${typed}→dog`, value: `${typed}→dog` }]);
    } else if (interaction.isMessageContextMenuCommand()) {
      await interaction.showModal({
        title: 'Edit image',
        custom_id: `modal:${interaction.targetMessage.attachments.first()!.name}`,
        components: [
          {
            type: 18,
            label: 'What to change',
            component: { type: 4, style: 1, custom_id: 'command', required: true },
          },
        ],
      });
    } else if (interaction.isModalSubmit()) {
      heard = `${interaction.customId} ${interaction.fields.getTextInputValue('command')}`;
      await interaction.reply({ content: 'seen', flags: MessageFlags.Ephemeral });
    }
  };
  const typing = bob.complete(channel, 'edit', 'command', 'cat');
  expect((await discord.acknowledged(typing)).choices).toEqual([{ name: 'cat→dog', value: 'cat→dog' }]);
  const opened = bob.menu(channel, 'Edit image', bob.post(channel, 'look', [image()]));
  await discord.acknowledged(opened);
  const sent = bob.submit(opened, { command: 'hat→red' });
  await discord.acknowledged(sent);
  expect(heard).toBe('modal:cat.png hat→red');
  expect(sent.original?.ephemeralFor).toBe(bob.id);
});

it('refuses what Discord refuses', async () => {
  const eve = discord.person({ name: 'eve', attachmentLimit: 100 });
  const problems: string[] = [];
  const note = (error: { code: number; message: string }) => problems.push(`${error.code} ${error.message}`);
  handle = async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.deferReply().catch(note);
    await interaction.editReply('x'.repeat(2001)).catch(note);
    await interaction.editReply({ files: [{ attachment: Buffer.alloc(101), name: 'big.png' }] }).catch(note);
    await interaction.editReply('fine');
  };
  const asked = eve.slash(discord.guildChannel(), 'privacy show');
  await discord.until('the last edit', () => (asked.original?.content === 'fine' ? true : undefined));
  expect(problems[1]).toMatch(/50035 .*content: 2001 characters, at most 2000/);
  expect(problems[2]).toBe('40005 Request entity too large');
  discord.expire(asked);
  // with `auth`, discord.js would take the 401 for its own token's and drop that
  const late = rest.patch(Routes.webhookMessage(discord.application, asked.token), {
    body: { content: 'late' },
    // else discord.js takes the 401 for its own token's and forgets that
    auth: false,
  });
  await expect(late).rejects.toMatchObject({ status: 401, code: 50027 });
  const bad = rest.put(Routes.applicationCommands(discord.application), {
    body: [{ name: 'Edit', description: 'x' }],
  });
  await expect(bad).rejects.toThrow('1 to 32 lower-case letters');
});

it('faults: 429 is waited for, and a dropped gateway resumes without losing an interaction', async () => {
  const dan = discord.person({ name: 'dan' });
  handle = async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('here');
  };
  discord.fail({
    path: /callback$/,
    answer: {
      status: 429,
      body: { message: 'slow', retry_after: 0.05, global: false },
      headers: { 'retry-after': '0.05' },
    },
  });
  const channel = discord.guildChannel();
  const first = dan.slash(channel, 'privacy show');
  await discord.until('the answer', () => (first.original?.content === 'here' ? true : undefined));

  discord.gateway.drop();
  const second = dan.slash(channel, 'privacy show');
  await discord.until('the answer after the drop', () =>
    second.original?.content === 'here' ? true : undefined,
  );
  expect(discord.gateway.resumed).toBe(1);
});
