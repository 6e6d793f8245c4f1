import { textsFor } from '@dualedit/conversation';
import {
  LabelBuilder,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { flagsOf, isHidden } from '../address.js';
import type { BotContext } from '../bot-context.js';
import { type Modal, readModal, writeModal } from './modal.js';
import { askFor } from './request.js';
import { type Picked, picked } from './wish.js';

const MODAL = 'edit-menu';
const MOST_OPEN = 1_000;

/**
 * Pictures whose modal is open. An address does not fit into a modal's id, and a bot without the message
 * content intent cannot read the message again; so these do not survive a restart, and the user is asked to choose again.
 */
const open = new Map<string, Picked>();

/** Apps ▸ Edit picture: asks for the command. */
export async function openMenu(interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const say = textsFor(interaction.locale);
  const picture = pictureIn(interaction.targetMessage);
  if (!picture) {
    await interaction.reply({ content: say('no-picture'), flags: MessageFlags.Ephemeral });
    return;
  }
  open.set(interaction.targetId, picture);
  for (const id of [...open.keys()].slice(0, -MOST_OPEN)) open.delete(id);
  const { locale, targetMessage } = interaction;
  await interaction.showModal(
    commandModal(locale, { kind: MODAL, hidden: isHidden(targetMessage), id: interaction.targetId }),
  );
}

/** The first picture of a message: one of its own, one that it forwards, or that of a link as Discord shows it. */
function pictureIn({ attachments, messageSnapshots, embeds }: Message): Picked | undefined {
  const forwarded = [...(messageSnapshots?.values() ?? [])];
  const all = [attachments, ...forwarded.map((one) => one.attachments)].flatMap((list) => [...list.values()]);
  const attached = all.find(({ contentType, width }) => contentType?.startsWith('image/') || width !== null);
  if (attached) return picked(attached);
  const shown = [...embeds, ...forwarded.flatMap((one) => one.embeds)].flatMap(({ image, thumbnail }) => [
    image?.proxyURL,
    thumbnail?.proxyURL,
  ]);
  const url = shown.find((one) => one !== undefined);
  return url === undefined ? undefined : { url, size: 0, name: '', type: 'image/*' };
}

/** Whether a modal was opened by the menu. */
export const isMenuModal = (customId: string) => readModal(customId)?.kind === MODAL;

export async function submitMenu(context: BotContext, interaction: ModalSubmitInteraction): Promise<void> {
  const { hidden, id } = readModal(interaction.customId)!;
  const picture = open.get(id);
  if (!picture) {
    const content = textsFor(interaction.locale)('error-attachment-gone');
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferReply(flagsOf(hidden));
  const command = interaction.fields.getTextInputValue('command');
  await askFor(context, interaction, { command, picture, options: {}, hidden, spoiler: false });
}

/** A modal with one line for a command. */
export function commandModal(locale: string, opened: Modal): ModalBuilder {
  const customId = writeModal(opened);
  const say = textsFor(locale);
  const line = new TextInputBuilder()
    .setCustomId('command')
    .setStyle(TextInputStyle.Short)
    .setPlaceholder(say('command-example'))
    .setRequired(true)
    .setMaxLength(1000);
  const label = new LabelBuilder().setLabel(say('command-label')).setTextInputComponent(line);
  return new ModalBuilder().setTitle(say('again-title')).setCustomId(customId).addLabelComponents(label);
}
