import { INVERSIONS } from '@dualedit/core/inversions';
import { DEFAULT_METHOD, METHODS } from '@dualedit/core/methods';
import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { admin, settings } from './admin-commands.js';
import { ANY_INSTALL, EVERYWHERE, everywhere } from './command-scope.js';

export const EDIT_MENU = 'Edit picture';

/** The members of a registry, to choose from. */
const choices = (registry: Record<string, { summary: string }>) =>
  Object.entries(registry).map(([name, { summary }]) => ({ name: `${name}: ${summary}`, value: name }));

const edit = everywhere('edit', 'Change things in a picture, and nothing else in it')
  .addAttachmentOption((option) =>
    option.setName('picture').setDescription('PNG, JPEG or WebP').setRequired(true),
  )
  .addStringOption((option) =>
    option
      .setName('command')
      .setDescription('Such as: cat→dog, hat→red')
      .setRequired(true)
      .setMaxLength(1000)
      .setAutocomplete(true),
  )
  .addAttachmentOption((option) => option.setName('picture2').setDescription('Another picture, edited alike'))
  .addAttachmentOption((option) => option.setName('picture3').setDescription('Another picture, edited alike'))
  .addAttachmentOption((option) => option.setName('picture4').setDescription('Another picture, edited alike'))
  .addIntegerOption((option) =>
    option
      .setName('variants')
      .setDescription('Make it in so many ways, and choose: 2 to 8')
      .setMinValue(2)
      .setMaxValue(8),
  )
  .addBooleanOption((option) =>
    option.setName('choose').setDescription('Make it by several methods, and keep the best'),
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
  .addAttachmentOption((option) =>
    option.setName('mask').setDescription('Where the thing is: white on black; for one edit'),
  )
  .addBooleanOption((option) => option.setName('spoiler').setDescription('Hide the pictures until tapped'))
  .addBooleanOption((option) => option.setName('private').setDescription('Only you see the answer'));

const privacy = everywhere('privacy', 'What is stored about you')
  .addSubcommand((sub) => sub.setName('show').setDescription('Show it'))
  .addSubcommand((sub) => sub.setName('delete').setDescription('Delete all of it, running edits too'));

/** Everything that is registered with Discord. */
export const COMMANDS: RESTPostAPIApplicationCommandsJSONBody[] = [
  edit,
  everywhere('quota', 'What you may still ask for, and when there is more'),
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
