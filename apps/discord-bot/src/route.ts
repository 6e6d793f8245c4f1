import { type ChatInputCommandInteraction, type Interaction, MessageFlags } from 'discord.js';
import type { Desk } from './desk.js';
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

const SLASH: Record<string, (desk: Desk, interaction: ChatInputCommandInteraction) => Promise<void>> = {
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
export async function route(desk: Desk, interaction: Interaction): Promise<void> {
  desk.acknowledgements.enter(interaction.id);
  try {
    await handle(desk, interaction);
  } catch (error) {
    const content = explain(desk, interaction, error);
    if (!interaction.isRepliable()) return;
    const told = interaction.deferred
      ? interaction.editReply({ content, allowedMentions: NO_MENTIONS })
      : interaction.reply({ content, flags: MessageFlags.Ephemeral });
    await told.catch((cause: unknown) => desk.log.warn({ err: cause }, 'nor could the user be told'));
  } finally {
    desk.acknowledgements.done(interaction.id);
  }
}

async function handle(desk: Desk, interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) await SLASH[interaction.commandName]?.(desk, interaction);
  else if (interaction.isAutocomplete()) await complete(desk, interaction);
  else if (interaction.isMessageContextMenuCommand()) await openMenu(interaction);
  else if (interaction.isButton() && readOffer(interaction.customId)) await takeOffer(desk, interaction);
  else if (interaction.isButton()) await press(desk, interaction);
  else if (interaction.isModalSubmit() && isMenuModal(interaction.customId))
    await submitMenu(desk, interaction);
  else if (interaction.isModalSubmit() && isAgainModal(interaction.customId))
    await submitAgain(desk, interaction);
}
