import { textsFor } from '@dualedit/conversation';
import {
  type Attachment,
  LabelBuilder,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { flagsOf, isHidden } from '../address.js';
import type { Desk } from '../desk.js';
import { type Modal, readModal, writeModal } from './modal.js';
import { ask, uploadRequest } from './request.js';

const MODAL = 'edit-menu';
const MOST_OPEN = 1_000;

/**
 * Pictures whose modal is open. An address does not fit into a modal's id, and a bot without the message
 * content intent cannot read the message again; so these do not survive a restart, and the user is asked to choose again.
 */
const open = new Map<string, Attachment>();

/** Apps ▸ Edit image: asks for the command. */
export async function openMenu(interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const say = textsFor(interaction.locale);
  const picture = [...interaction.targetMessage.attachments.values()].find(isPicture);
  if (!picture) {
    await interaction.reply({ content: say('no-picture'), flags: MessageFlags.Ephemeral });
    return;
  }
  open.set(picture.id, picture);
  for (const id of [...open.keys()].slice(0, -MOST_OPEN)) open.delete(id);
  const { locale, targetMessage } = interaction;
  await interaction.showModal(
    commandModal(locale, { kind: MODAL, hidden: isHidden(targetMessage), id: picture.id }),
  );
}

const isPicture = ({ contentType, width }: Attachment) => contentType?.startsWith('image/') || width !== null;

/** Whether a modal was opened by the menu. */
export const isMenuModal = (customId: string) => readModal(customId)?.kind === MODAL;

export async function submitMenu(desk: Desk, interaction: ModalSubmitInteraction): Promise<void> {
  const { hidden, id } = readModal(interaction.customId)!;
  const picture = open.get(id);
  if (!picture) {
    const content = textsFor(interaction.locale)('error-attachment-gone');
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferReply(flagsOf(hidden));
  const command = interaction.fields.getTextInputValue('command');
  await ask(desk, interaction, hidden, () =>
    uploadRequest(desk, picture, { command, locale: interaction.locale }),
  );
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
