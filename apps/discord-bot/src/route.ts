import { type ChatInputCommandInteraction, type Interaction, MessageFlags } from 'discord.js';
import type { BotContext } from './bot-context.js';
import { admin } from './handlers/admin.js';
import { complete, edit } from './handlers/edit.js';
import { isMenuModal, openMenu, submitMenu } from './handlers/menu.js';
import { cancel, help, privacy, queue, quota } from './handlers/mine.js';
import { readOffer } from './handlers/offers.js';
import { isAgainModal, press, submitAgain } from './handlers/press.js';
import { explain } from './handlers/request.js';
import { settings } from './handlers/settings.js';
import { takeOffer } from './handlers/take-offer.js';
import { NO_MENTIONS } from './message.js';

const SLASH: Record<
  string,
  (context: BotContext, interaction: ChatInputCommandInteraction) => Promise<void>
> = {
  edit,
  queue,
  quota,
  cancel,
  help,
  privacy,
  settings,
  admin,
};

/** Hands an interaction to its handler. Whatever fails is logged under the interaction's id and told to the user. */
export async function route(context: BotContext, interaction: Interaction): Promise<void> {
  context.acknowledgements.enter(interaction.id);
  try {
    await handle(context, interaction);
  } catch (error) {
    const content = explain(context, interaction, error);
    if (!interaction.isRepliable()) return;
    const told = interaction.deferred
      ? interaction.editReply({ content, allowedMentions: NO_MENTIONS })
      : interaction.reply({ content, flags: MessageFlags.Ephemeral });
    await told.catch((cause: unknown) => context.log.warn({ err: cause }, 'nor could the user be told'));
  } finally {
    context.acknowledgements.done(interaction.id);
  }
}

async function handle(context: BotContext, interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) await SLASH[interaction.commandName]?.(context, interaction);
  else if (interaction.isAutocomplete()) await complete(context, interaction);
  else if (interaction.isMessageContextMenuCommand()) await openMenu(interaction);
  else if (interaction.isButton() && readOffer(interaction.customId)) await takeOffer(context, interaction);
  else if (interaction.isButton()) await press(context, interaction);
  else if (interaction.isModalSubmit() && isMenuModal(interaction.customId))
    await submitMenu(context, interaction);
  else if (interaction.isModalSubmit() && isAgainModal(interaction.customId))
    await submitAgain(context, interaction);
}
