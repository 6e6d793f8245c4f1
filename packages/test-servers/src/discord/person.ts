import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10';
import type { Gateway } from './gateway.js';
import type { Interaction, Interactions } from './interactions.js';
import { messageJson, userJson } from './json.js';
import { type Component, everyComponent } from './limits.js';
import type { RegisteredCommand } from './rest.js';
import type { Store, StoredAttachment, StoredChannel, StoredMessage } from './store.js';

/** What somebody types into an option: text, a number, a switch, or a file. */
export type OptionValue = string | number | boolean | { name: string; type: string; bytes: Buffer };

export interface Surroundings {
  store: Store;
  interactions: Interactions;
  gateway: Gateway;
  application: string;
  commands: Map<string, RegisteredCommand[]>;
  nameOf: (user: string) => string;
}

export interface PersonOptions {
  name: string;
  locale?: string;
  /** Permission bits in guilds. */
  permissions?: bigint;
  /** Ids of their roles in guilds. */
  roles?: string[];
  /** Bytes that a file of an answer may have. */
  attachmentLimit?: number;
}

/** Bits of Discord's permissions that bots ask about. */
export const PERMISSIONS = { administrator: 1n << 3n, manageGuild: 1n << 5n, manageMessages: 1n << 13n };

type Resolved = Partial<
  Record<'attachments' | 'messages' | 'users' | 'channels' | 'roles', Record<string, object>>
>;

/** Somebody who uses the bot. Each verb dispatches an interaction and returns it at once. */
export class Person {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly permissions: bigint;
  readonly roles: readonly string[];
  readonly attachmentLimit: number;
  readonly #world: Surroundings;

  constructor(world: Surroundings, options: PersonOptions) {
    this.#world = world;
    this.id = world.store.ids.next();
    this.name = options.name;
    this.locale = options.locale ?? 'en-US';
    this.permissions = options.permissions ?? 0n;
    this.roles = options.roles ?? [];
    this.attachmentLimit = options.attachmentLimit ?? 10 * 2 ** 20;
  }

  /** A message of theirs with files, such as a picture that somebody else wants edited. */
  post(
    channel: StoredChannel,
    content: string,
    files: { name: string; type: string; bytes: Buffer }[] = [],
    embeds: NonNullable<StoredMessage['embeds']> = [],
  ): StoredMessage {
    const message = this.#world.store.add({ channel: channel.id, author: this.id });
    this.#world.store.write(
      message,
      { content, embeds },
      files.map((file) => ({ field: '', ...file })),
    );
    return message;
  }

  /** `/name options` with a subcommand after a space, as in `privacy delete`. @throws Error if it is not registered */
  slash(channel: StoredChannel, command: string, options: Record<string, OptionValue> = {}): Interaction {
    return this.#command(channel, command, options);
  }

  /** What the bot offers while `focused` is being typed. */
  complete(channel: StoredChannel, command: string, focused: string, typed: string): Interaction {
    return this.#command(channel, command, { [focused]: typed }, focused);
  }

  /** Apps ▸ `command` in the menu of a message. */
  menu(channel: StoredChannel, command: string, message: StoredMessage): Interaction {
    const { id, name } = this.#registered(command, ApplicationCommandType.Message);
    const resolved: Resolved = { messages: { [message.id]: this.#json(message) } };
    const data = { id, name, type: ApplicationCommandType.Message, target_id: message.id, resolved };
    return this.#dispatch(channel, InteractionType.ApplicationCommand, data);
  }

  /** Presses the button of that label or custom id. @throws Error if the message has none that is enabled */
  press(message: StoredMessage, button: string): Interaction {
    const all = everyComponent(message.components) as (Component & { disabled?: boolean })[];
    const found = all.find(
      (one) => one.type === ComponentType.Button && (one.custom_id === button || one.label === button),
    );
    if (!found?.custom_id || found.disabled) {
      throw new Error(
        `No button ${button}; there are: ${all.flatMap(({ label }) => label ?? []).join(', ')}`,
      );
    }
    const data = { custom_id: found.custom_id, component_type: ComponentType.Button };
    const channel = this.#world.store.channels.get(message.channel)!;
    return this.#dispatch(channel, InteractionType.MessageComponent, data, message);
  }

  /** Fills in the modal that an interaction was answered with. */
  submit(asked: Interaction, values: Record<string, OptionValue>): Interaction {
    const modal = asked.modal;
    if (!modal) throw new Error('The interaction was not answered with a modal.');
    const resolved: Resolved = {};
    const channel = this.#world.store.channels.get(asked.channel)!;
    const fill = (component: Component): object => {
      const { type, custom_id } = component;
      const value = values[custom_id ?? ''];
      if (type === ComponentType.Label) return { type, component: fill(component.component!) };
      if (type === ComponentType.ActionRow) return { type, components: component.components!.map(fill) };
      if (type === ComponentType.FileUpload) {
        const files =
          value === undefined
            ? []
            : [this.#attach(channel, value as { name: string; type: string; bytes: Buffer }, resolved)];
        return { type, custom_id, values: files };
      }
      if (type === ComponentType.StringSelect || type === ComponentType.RadioGroup) {
        return type === ComponentType.RadioGroup
          ? { type, custom_id, value }
          : { type, custom_id, values: value === undefined ? [] : [value] };
      }
      return { type, custom_id, value: value ?? component.value ?? '' };
    };
    const data = { custom_id: modal.custom_id, components: modal.components.map(fill), resolved };
    return this.#dispatch(channel, InteractionType.ModalSubmit, data, asked.message);
  }

  #command(
    channel: StoredChannel,
    command: string,
    options: Record<string, OptionValue>,
    focused?: string,
  ): Interaction {
    const [name = '', ...path] = command.split(' ');
    const registered = this.#registered(name, ApplicationCommandType.ChatInput);
    const resolved: Resolved = {};
    const data = {
      id: registered.id,
      name,
      type: ApplicationCommandType.ChatInput,
      options: this.#options(channel, registered as unknown as OptionTree, path, options, focused, resolved),
      resolved,
    };
    const type =
      focused === undefined
        ? InteractionType.ApplicationCommand
        : InteractionType.ApplicationCommandAutocomplete;
    return this.#dispatch(channel, type, data);
  }

  #options(
    channel: StoredChannel,
    tree: OptionTree,
    path: readonly string[],
    values: Record<string, OptionValue>,
    focused: string | undefined,
    resolved: Resolved,
  ): object[] {
    const [next, ...rest] = path;
    if (next !== undefined) {
      const branch = tree.options?.find(({ name }) => name === next);
      if (!branch) throw new Error(`${tree.name} has no subcommand ${next}.`);
      return [
        {
          name: next,
          type: branch.type,
          options: this.#options(channel, branch, rest, values, focused, resolved),
        },
      ];
    }
    const missing = (tree.options ?? []).find(({ name, required }) => required && values[name] === undefined);
    if (missing && focused === undefined)
      throw new Error(`Discord would not send it: ${missing.name} is required.`);
    return Object.entries(values).map(([name, value]) => {
      const option = tree.options?.find((one) => one.name === name);
      if (!option) throw new Error(`${tree.name} has no option ${name}.`);
      const sent =
        option.type === ApplicationCommandOptionType.Attachment
          ? this.#attach(channel, value as { name: string; type: string; bytes: Buffer }, resolved)
          : this.#resolve(option.type, value, resolved);
      return { name, type: option.type, value: sent, ...(name === focused ? { focused: true } : {}) };
    });
  }

  /** Beside the id of somebody or something, Discord sends what it is. */
  #resolve(type: number, value: OptionValue, resolved: Resolved): OptionValue {
    const id = String(value);
    const { store, nameOf } = this.#world;
    if (type === ApplicationCommandOptionType.User) resolved.users = { [id]: userJson(id, nameOf(id)) };
    if (type === ApplicationCommandOptionType.Role)
      resolved.roles = { [id]: { id, name: 'role', permissions: '0' } };
    if (type === ApplicationCommandOptionType.Channel) {
      const guild = store.channels.get(id)?.guild;
      resolved.channels = {
        [id]: { id, type: 0, name: 'pictures', permissions: '0', ...(guild ? { guild_id: guild } : {}) },
      };
    }
    return value;
  }

  #attach(
    channel: StoredChannel,
    file: { name: string; type: string; bytes: Buffer },
    resolved: Resolved,
  ): string {
    const { attachment }: StoredAttachment = this.#world.store.attach(channel.id, file);
    resolved.attachments = { ...resolved.attachments, [attachment.id]: { ...attachment, ephemeral: true } };
    return attachment.id;
  }

  #registered(name: string, type: ApplicationCommandType): RegisteredCommand {
    const all = [...this.#world.commands.values()].flat();
    const found = all.find((one) => one.name === name && (one.type ?? 1) === type);
    if (!found)
      throw new Error(
        `No command ${name} is registered; there are: ${all.map((one) => one.name).join(', ')}`,
      );
    return found;
  }

  #json(message: StoredMessage): object {
    return messageJson(this.#world.store, message, this.#world.nameOf);
  }

  #dispatch(
    channel: StoredChannel,
    type: InteractionType,
    data: object,
    message?: StoredMessage,
  ): Interaction {
    const { interactions, gateway, application } = this.#world;
    const { attachmentLimit, permissions, locale } = this;
    const interaction = interactions.open({
      type,
      user: this.id,
      channel: channel.id,
      attachmentLimit,
      ...(message ? { message } : {}),
    });
    const user = userJson(this.id, this.name);
    const { guild } = channel;
    gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: application,
      type,
      token: interaction.token,
      version: 1,
      data,
      channel_id: channel.id,
      channel: {
        id: channel.id,
        type: guild ? 0 : 1,
        ...(guild ? { guild_id: guild, name: 'pictures', permissions: '0' } : {}),
      },
      ...(guild
        ? {
            guild_id: guild,
            guild: { id: guild, locale: 'en-US', features: [] },
            guild_locale: 'en-US',
            member: {
              user,
              roles: this.roles,
              joined_at: new Date().toISOString(),
              deaf: false,
              mute: false,
              flags: 0,
              permissions: String(permissions),
            },
          }
        : { user }),
      app_permissions: String((1n << 11n) | (1n << 15n) | (1n << 10n)),
      locale,
      entitlements: [],
      authorizing_integration_owners: guild ? { 0: guild } : { 1: this.id },
      context: guild ? 0 : 1,
      attachment_size_limit: attachmentLimit,
      ...(message ? { message: this.#json(message) } : {}),
    });
    return interaction;
  }
}

interface OptionTree {
  name: string;
  type: number;
  required?: boolean;
  options?: OptionTree[];
}
