import { randomBytes } from 'node:crypto';
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import type { Upload } from '../http.js';
import { DiscordRefusal, invalidForm, unknown } from './errors.js';
import {
  type Component,
  choiceProblems,
  type MessagePayload,
  messageProblems,
  modalProblems,
} from './limits.js';
import type { Store, StoredMessage } from './store.js';

export interface Modal {
  title: string;
  custom_id: string;
  components: Component[];
}

/** An interaction from its dispatch on, and what the bot made of it. */
export interface Interaction {
  id: string;
  token: string;
  type: number;
  user: string;
  channel: string;
  /** The message whose component was used. */
  message?: StoredMessage;
  dispatchedAt: number;
  acknowledgedAt?: number;
  response?: InteractionResponseType;
  original?: StoredMessage;
  followUps: StoredMessage[];
  modal?: Modal;
  choices?: { name: string; value: string | number }[];
  /** Whether its 15 minutes are over. */
  expired: boolean;
  /** Bytes that one uploaded file may have. */
  attachmentLimit: number;
}

/** Answers that the bot gives to interactions, by Discord's rules. */
export class Interactions {
  readonly all = new Map<string, Interaction>();
  readonly #store: Store;
  readonly #bot: string;
  readonly #answerMs: number;

  constructor(store: Store, bot: string, answerMs: number) {
    this.#store = store;
    this.#bot = bot;
    this.#answerMs = answerMs;
  }

  open(begin: Pick<Interaction, 'type' | 'user' | 'channel' | 'message' | 'attachmentLimit'>): Interaction {
    const interaction: Interaction = {
      ...begin,
      id: this.#store.ids.next(),
      token: randomBytes(40).toString('base64url'),
      dispatchedAt: Date.now(),
      followUps: [],
      expired: false,
    };
    this.all.set(interaction.id, interaction);
    return interaction;
  }

  /** The first response. @returns the message that it made or changed */
  respond(
    id: string,
    token: string,
    { type, data = {} }: { type: InteractionResponseType; data?: Record<string, unknown> },
    files: readonly Upload[],
  ): StoredMessage | undefined {
    const interaction = this.all.get(id);
    const late = interaction && Date.now() - interaction.dispatchedAt > this.#answerMs;
    if (!interaction || interaction.token !== token || late) throw unknown.interaction();
    if (interaction.acknowledgedAt !== undefined) {
      throw new DiscordRefusal(400, 40060, 'Interaction has already been acknowledged.');
    }
    const message = this.#first(interaction, type, data as unknown as MessagePayload & Modal, files);
    interaction.acknowledgedAt = Date.now();
    interaction.response = type;
    if (message) interaction.original = message;
    this.#store.changes.changed();
    return message;
  }

  #first(
    interaction: Interaction,
    type: InteractionResponseType,
    data: MessagePayload & Modal,
    files: readonly Upload[],
  ): StoredMessage | undefined {
    switch (type) {
      case InteractionResponseType.ChannelMessageWithSource:
        return this.#post(interaction, data, files);
      case InteractionResponseType.DeferredChannelMessageWithSource: {
        const other = (data.flags ?? 0) & ~MessageFlags.Ephemeral;
        if (other) throw invalidForm([`flags ${other}: a deferred reply may be ephemeral and nothing else`]);
        const message = this.#new(interaction, data.flags ?? 0);
        message.flags |= MessageFlags.Loading;
        return message;
      }
      case InteractionResponseType.DeferredMessageUpdate:
        return interaction.message ?? raise(invalidForm(['type 6: no message to update']));
      case InteractionResponseType.UpdateMessage:
        return this.edit(
          interaction.message ?? raise(invalidForm(['type 7: no message to update'])),
          data,
          files,
          interaction,
        );
      case InteractionResponseType.ApplicationCommandAutocompleteResult: {
        interaction.choices = (data as unknown as { choices: { name: string; value: string }[] }).choices;
        return check(choiceProblems(interaction.choices));
      }
      case InteractionResponseType.Modal: {
        if (interaction.type === 5) throw invalidForm(['type 9: a modal cannot answer a modal']);
        interaction.modal = data;
        return check(modalProblems(data));
      }
      default:
        throw invalidForm([`type ${type}: not a response to an interaction`]);
    }
  }

  /** The interaction of a token that still works, for its webhook. @throws DiscordRefusal 50027 */
  byToken(token: string): Interaction {
    const interaction = [...this.all.values()].find((one) => one.token === token);
    if (!interaction || interaction.expired || interaction.acknowledgedAt === undefined)
      throw unknown.webhook();
    return interaction;
  }

  /** A further message. */
  followUp(interaction: Interaction, payload: MessagePayload, files: readonly Upload[]): StoredMessage {
    const message = this.#post(interaction, payload, files);
    interaction.followUps.push(message);
    this.#store.changes.changed();
    return message;
  }

  #post(interaction: Interaction, payload: MessagePayload, files: readonly Upload[]): StoredMessage {
    check(messageProblems(payload, files, []));
    return this.edit(this.#new(interaction, payload.flags ?? 0), payload, files, interaction);
  }

  #new({ channel, user }: Interaction, flags: number): StoredMessage {
    const hidden = Boolean(flags & MessageFlags.Ephemeral);
    const message = this.#store.add({ channel, author: this.#bot, ephemeralFor: hidden ? user : undefined });
    message.flags = flags;
    return message;
  }

  /** Writes over a message that the bot sent. */
  edit(
    message: StoredMessage,
    payload: MessagePayload,
    files: readonly Upload[],
    { attachmentLimit }: Pick<Interaction, 'attachmentLimit'>,
  ): StoredMessage {
    if (message.deleted) throw unknown.message();
    const heavy = files.find(({ bytes }) => bytes.length > attachmentLimit);
    if (heavy) throw new DiscordRefusal(413, 40005, 'Request entity too large');
    if (message.flags & MessageFlags.IsComponentsV2 && payload.content) {
      throw invalidForm(['content: the message is of components v2']);
    }
    const modern = (message.flags | (payload.flags ?? 0)) & MessageFlags.IsComponentsV2;
    const names = message.attachments.map(({ attachment }) => attachment.filename);
    check(messageProblems({ ...payload, flags: modern }, files, names));
    if (isEmpty(message, payload, files)) {
      throw new DiscordRefusal(400, 50006, 'Cannot send an empty message');
    }
    this.#store.write(message, payload, files);
    message.flags &= ~MessageFlags.Loading;
    return message;
  }
}

function isEmpty(message: StoredMessage, payload: MessagePayload, files: readonly Upload[]): boolean {
  const { content, embeds, components, attachments } = { ...message, ...payload };
  return !content && [embeds, components, attachments, files].every((list) => !list?.length);
}

function check(problems: readonly string[]): undefined {
  if (problems.length > 0) throw invalidForm(problems);
}

function raise(error: Error): never {
  throw error;
}
