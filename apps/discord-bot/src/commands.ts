import { INVERSIONS } from '@dualedit/core/inversions';
import { DEFAULT_METHOD, METHODS } from '@dualedit/core/methods';
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';

export const EDIT_MENU = 'Edit image';

const EVERYWHERE = [
  InteractionContextType.Guild,
  InteractionContextType.BotDM,
  InteractionContextType.PrivateChannel,
];
const ANY_INSTALL = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall];

const everywhere = (name: string, description: string) =>
  new SlashCommandBuilder()
    .setName(name)
    .setDescription(description)
    .setContexts(EVERYWHERE)
    .setIntegrationTypes(ANY_INSTALL);

/** The members of a registry, to choose from. */
const choices = (registry: Record<string, { summary: string }>) =>
  Object.entries(registry).map(([name, { summary }]) => ({ name: `${name}: ${summary}`, value: name }));

const edit = everywhere('edit', 'Change things in a picture, and nothing else in it')
  .addAttachmentOption((option) =>
    option.setName('image').setDescription('PNG, JPEG or WebP').setRequired(true),
  )
  .addStringOption((option) =>
    option
      .setName('command')
      .setDescription('Such as: cat→dog, hat→red')
      .setRequired(true)
      .setMaxLength(1000)
      .setAutocomplete(true),
  )
  .addStringOption((option) =>
    option.setName('prompt').setDescription('What the picture shows, in a sentence').setMaxLength(500),
  )
  .addNumberOption((option) =>
    option.setName('strength').setDescription('0 to 2; 1 unless given').setMinValue(0).setMaxValue(2),
  )
  .addStringOption((option) =>
    option
      .setName('method')
      .setDescription(`How to edit; ${DEFAULT_METHOD} unless given`)
      .addChoices(choices(METHODS)),
  )
  .addStringOption((option) =>
    option
      .setName('inversion')
      .setDescription('What to start from; the method decides unless given')
      .addChoices(choices(INVERSIONS)),
  )
  .addIntegerOption((option) =>
    option
      .setName('seed')
      .setDescription('What is drawn at random follows from it; 1 unless given')
      .setMinValue(0)
      .setMaxValue(2 ** 31 - 1),
  )
  .addBooleanOption((option) => option.setName('private').setDescription('Only you see the answer'));

const privacy = everywhere('privacy', 'What is stored about you')
  .addSubcommand((sub) => sub.setName('show').setDescription('Show it'))
  .addSubcommand((sub) => sub.setName('delete').setDescription('Delete all of it, running edits too'));

const settings = new SlashCommandBuilder()
  .setName('settings')
  .setDescription('Who may edit pictures on this server')
  .setContexts(InteractionContextType.Guild)
  .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addSubcommand((sub) => sub.setName('show').setDescription('Show the rules of this server'))
  .addSubcommand((sub) =>
    sub
      .setName('block')
      .setDescription('No edits by a member, by a role, or in a channel')
      .addUserOption((option) => option.setName('member').setDescription('Who'))
      .addRoleOption((option) => option.setName('role').setDescription('Which role'))
      .addChannelOption((option) => option.setName('channel').setDescription('Where'))
      .addStringOption((option) => option.setName('reason').setDescription('Why').setMaxLength(200)),
  )
  .addSubcommand((sub) =>
    sub
      .setName('unblock')
      .setDescription('Take a block back')
      .addUserOption((option) => option.setName('member').setDescription('Who'))
      .addRoleOption((option) => option.setName('role').setDescription('Which role'))
      .addChannelOption((option) => option.setName('channel').setDescription('Where')),
  );

const admin = everywhere('admin', 'For whoever runs this bot')
  .setDefaultMemberPermissions(PermissionFlagsBits.Administrator)
  .addSubcommand((sub) => sub.setName('figures').setDescription('Queue, workers, limits, the last day'))
  .addSubcommand((sub) =>
    sub
      .setName('pause')
      .setDescription('Finish what runs, start nothing')
      .addStringOption((option) =>
        option.setName('reason').setDescription('Shown to users').setRequired(true),
      ),
  )
  .addSubcommand((sub) => sub.setName('resume').setDescription('Go on'))
  .addSubcommand((sub) =>
    sub
      .setName('rule')
      .setDescription('Allow or block a user or a server')
      .addStringOption((option) =>
        option
          .setName('rule')
          .setDescription('What holds from now on')
          .setRequired(true)
          .addChoices(
            { name: 'allow', value: 'allow' },
            { name: 'block', value: 'block' },
            { name: 'remove', value: 'remove' },
          ),
      )
      .addUserOption((option) => option.setName('user').setDescription('Who'))
      .addStringOption((option) => option.setName('server').setDescription('The id of a server'))
      .addStringOption((option) => option.setName('note').setDescription('Why').setMaxLength(200)),
  );

/** Everything that is registered with Discord. */
export const COMMANDS: RESTPostAPIApplicationCommandsJSONBody[] = [
  edit,
  everywhere('queue', 'Your edits, their places, and what could not be sent'),
  everywhere('cancel', 'Cancel your edits that are not finished'),
  everywhere('help', 'How to say what to change'),
  privacy,
  settings,
  admin,
  new ContextMenuCommandBuilder()
    .setName(EDIT_MENU)
    .setType(ApplicationCommandType.Message)
    .setContexts(EVERYWHERE)
    .setIntegrationTypes(ANY_INSTALL),
].map((command) => command.toJSON() as RESTPostAPIApplicationCommandsJSONBody);
