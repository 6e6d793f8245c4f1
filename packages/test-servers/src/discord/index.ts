import type { Fault } from '../faults.js';
import { Faults } from '../faults.js';
import { type Answer, listen, type Received } from '../http.js';
import { Gateway } from './gateway.js';
import { type Interaction, Interactions } from './interactions.js';
import { userJson } from './json.js';
import { Person, type PersonOptions } from './person.js';
import { answerRest, type RegisteredCommand, type RestState } from './rest.js';
import { Store, type StoredChannel, type StoredMessage } from './store.js';

export type { Fault } from '../faults.js';
export type { Interaction, Modal } from './interactions.js';
export { type Component, everyComponent } from './limits.js';
export { type OptionValue, PERMISSIONS, Person, type PersonOptions } from './person.js';
export type { RegisteredCommand } from './rest.js';
export type { StoredAttachment, StoredChannel, StoredMessage } from './store.js';

export interface DiscordOptions {
  /** Bytes that a file may have which the bot sends by its own token (10 MiB). */
  uploadLimit?: number;
  /** How long an interaction waits for its first answer (3); more for tests that are not about it, on a busy machine. */
  answerSeconds?: number;
}

/** Discord on loopback: gateway, REST and file server, for one bot. */
export interface DiscordServer {
  /** For discord.js: `rest: { api }`. */
  api: string;
  /** Origin of the addresses of attachments. */
  cdn: string;
  token: string;
  application: string;
  /** Every request to the REST interface, in order. */
  requests: Received[];
  gateway: Gateway;
  /** Commands by guild; `''` holds the global ones. */
  commands: Map<string, RegisteredCommand[]>;
  registrations: { count: number };
  person(options: PersonOptions): Person;
  /** A text channel, in a guild of its own unless one is given. */
  guildChannel(guild?: string): StoredChannel;
  directMessages(person: Person): StoredChannel;
  /** Messages of a channel that are not deleted, oldest first. */
  messages(channel: StoredChannel): StoredMessage[];
  /** Waits until `look` finds something; asked again after every change. */
  until<T>(what: string, look: () => T | undefined, seconds?: number): Promise<T>;
  /** Waits until the bot answered, whatever it answered. */
  acknowledged(interaction: Interaction, seconds?: number): Promise<Interaction>;
  /** Lets an interaction's 15 minutes be over. */
  expire(interaction: Interaction): void;
  fail(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts the server on a free port of the loopback interface. */
export async function startDiscord({
  uploadLimit = 10 * 2 ** 20,
  answerSeconds = 3,
}: DiscordOptions = {}): Promise<DiscordServer> {
  const store = new Store();
  const application = store.ids.next();
  const token = `${Buffer.from(application).toString('base64url')}.loopbk.${'x'.repeat(38)}`;
  const interactions = new Interactions(store, application, answerSeconds * 1_000);
  const people = new Map<string, Person>();
  const nameOf = (id: string) => (id === application ? 'dualedit' : (people.get(id)?.name ?? 'somebody'));
  const gateway = new Gateway(token, () => ({
    user: userJson(application, 'dualedit', true),
    guilds: [],
    application: { id: application, flags: 0 },
  }));
  const commands = new Map<string, RegisteredCommand[]>();
  const registrations = { count: 0 };
  const state: RestState = {
    store,
    interactions,
    application,
    token,
    commands,
    registrations,
    nameOf,
    uploadLimit,
    gatewayUrl: () => gateway.url,
  };
  const faults = new Faults();
  const requests: Received[] = [];
  const listening = await listen(async (received, request) => {
    if (received.path.startsWith('/cdn/')) return file(store, received.path.slice('/cdn'.length));
    const path = decodeURIComponent(received.path.replace(/^\/api\/v\d+/, ''));
    const asked = { ...received, path };
    requests.push(asked);
    return faults.meet(asked) ?? answerRest(state, path, received, request.headers.authorization);
  });
  store.cdn = `${listening.url}/cdn`;
  gateway.attach(listening.server, listening.url.replace('http', 'ws'));
  const until = <T>(what: string, look: () => T | undefined, seconds?: number) =>
    store.changes.until(what, look, seconds, () => [...store.messages.values()].slice(-3));
  return {
    api: `${listening.url}/api`,
    cdn: listening.url,
    token,
    application,
    requests,
    gateway,
    commands,
    registrations,
    until,
    person: (options) => {
      const person = new Person({ store, interactions, gateway, application, commands, nameOf }, options);
      people.set(person.id, person);
      return person;
    },
    guildChannel: (guild = store.ids.next()) => store.channel({ guild }),
    directMessages: (person) => store.channel({ recipient: person.id }),
    messages: (channel) =>
      [...store.messages.values()].filter((one) => one.channel === channel.id && !one.deleted),
    acknowledged: (interaction, seconds = 200) =>
      until(
        'an answer to the interaction',
        () => (interaction.acknowledgedAt ? interaction : undefined),
        seconds,
      ),
    expire: (interaction) => {
      interaction.expired = true;
    },
    fail: (fault) => faults.add(fault),
    close: async () => {
      gateway.close();
      await listening.close();
    },
  };
}

function file(store: Store, path: string): Answer {
  const stored = store.files.get(`/cdn${path}`) ?? store.files.get(path);
  if (!stored) return { status: 404, body: { message: 'This content is no longer available.' } };
  return {
    status: 200,
    body: stored.bytes,
    headers: { 'content-type': stored.attachment.content_type ?? 'application/octet-stream' },
  };
}
