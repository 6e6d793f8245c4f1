import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
  type SlashCommandIntegerOption,
  type SlashCommandStringOption,
  type SlashCommandSubcommandBuilder,
} from 'discord.js';
import { everywhere } from './command-scope.js';

const MOST_MINUTES = 60 * 24 * 365;

const whole = (name: string, description: string, most: number) => (option: SlashCommandIntegerOption) =>
  option.setName(name).setDescription(description).setMinValue(0).setMaxValue(most);

const text = (name: string, description: string) => (option: SlashCommandStringOption) =>
  option.setName(name).setDescription(description).setMaxLength(200);

const words = (name: string, description: string) => (sub: SlashCommandSubcommandBuilder) =>
  sub
    .setName(name)
    .setDescription(description)
    .addStringOption((option) =>
      text('words', 'A word, or several that follow each other')(option).setRequired(true),
    );

/** Somebody, a role or a channel of a server. */
const someone = (sub: SlashCommandSubcommandBuilder) =>
  sub
    .addUserOption((option) => option.setName('member').setDescription('Who'))
    .addRoleOption((option) => option.setName('role').setDescription('Which role'))
    .addChannelOption((option) => option.setName('channel').setDescription('Where'));

/** For those who manage a server. */
export const settings = new SlashCommandBuilder()
  .setName('settings')
  .setDescription('Who may edit pictures on this server, how many, and of what')
  .setContexts(InteractionContextType.Guild)
  .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addSubcommand((sub) => sub.setName('show').setDescription('Show the settings of this server'))
  .addSubcommand((sub) =>
    someone(sub.setName('block').setDescription('No edits by a member, by a role, or in a channel'))
      .addStringOption(text('reason', 'Why; whoever is blocked reads it'))
      .addIntegerOption(whole('minutes', 'For how long; until you take it back unless given', MOST_MINUTES)),
  )
  .addSubcommand((sub) => someone(sub.setName('unblock').setDescription('Take a block back')))
  .addSubcommand((sub) =>
    sub
      .setName('limits')
      .setDescription('How many edits, within what the bot allows; without any number: no limits of its own')
      .addIntegerOption(whole('each-hour', 'Edits of each person in an hour', 10_000))
      .addIntegerOption(whole('each-day', 'Edits of each person in a day', 10_000))
      .addIntegerOption(whole('all-day', 'Edits of everybody together in a day', 1_000_000))
      .addIntegerOption(whole('cooldown', 'Seconds between two edits of a person', 86_400))
      .addRoleOption((option) => option.setName('role').setDescription('For this role alone')),
  )
  .addSubcommand((sub) =>
    words(
      'ban',
      'Words that nobody may ask for here',
    )(sub).addStringOption(text('language', 'Such as de; every language unless given')),
  )
  .addSubcommand((sub) =>
    words('unban', 'Allow words again')(sub).addStringOption(text('language', 'As they were banned')),
  )
  .addSubcommand((sub) =>
    sub
      .setName('reports')
      .setDescription('Where reports of members go; nowhere without a channel')
      .addChannelOption((option) => option.setName('channel').setDescription('Of your moderators')),
  )
  .addSubcommand((sub) => sub.setName('audit').setDescription('Who changed what here'));

/** For whoever runs the bot. */
export const admin = everywhere('admin', 'For whoever runs this bot')
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
      .setDescription('Allow or block a user, a server or a channel')
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
      .addStringOption((option) => option.setName('channel').setDescription('The id of a channel'))
      .addStringOption(text('note', 'Why; whoever is blocked reads it'))
      .addIntegerOption(whole('minutes', 'For how long; until you take it back unless given', MOST_MINUTES)),
  )
  .addSubcommand(words('ban', 'Words that nobody may ask for anywhere'))
  .addSubcommand(words('unban', 'Allow words again'))
  .addSubcommand((sub) => sub.setName('audit').setDescription('Who changed what'));
