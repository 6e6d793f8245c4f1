import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { Answer, Received, Upload } from '../http.js';
import { DiscordRefusal, invalidForm, unknown } from './errors.js';
import type { Interactions } from './interactions.js';
import { messageJson, userJson } from './json.js';
import { commandProblems, type MessagePayload } from './limits.js';
import type { Store, StoredMessage } from './store.js';

export type RegisteredCommand = RESTPostAPIApplicationCommandsJSONBody & { id: string };

export interface RestState {
  store: Store;
  interactions: Interactions;
  application: string;
  token: string;
  /** Commands by guild; `''` holds the global ones. */
  commands: Map<string, RegisteredCommand[]>;
  /** How often commands were registered. */
  registrations: { count: number };
  gatewayUrl: () => string;
  nameOf: (user: string) => string;
  /** Bytes that a file may have which is sent with the bot's own token. */
  uploadLimit: number;
}

type Handler = (state: RestState, match: RegExpExecArray, received: Received) => Answer;

const ok = (body: unknown): Answer => ({ status: 200, body });
const nothing: Answer = { status: 204 };

/** The payload of a request: its JSON, or `payload_json` of a form. */
function payloadOf({ body }: Received): MessagePayload & Record<string, unknown> {
  return typeof body.payload_json === 'string' ? JSON.parse(body.payload_json) : body;
}

/** Uploads in the order of the ids that `attachments` gives them. */
function uploadsOf({ files }: Received): Upload[] {
  return files.filter(({ field }) => /^files\[\d+\]$/.test(field));
}

const json = (state: RestState, message: StoredMessage) => messageJson(state.store, message, state.nameOf);

function messageAt(state: RestState, channel: string, id: string): StoredMessage {
  const message = state.store.messages.get(id);
  if (!message || message.deleted || message.channel !== channel) throw unknown.message();
  return message;
}

function openChannel(state: RestState, id: string) {
  const channel = state.store.channels.get(id);
  if (!channel) throw unknown.channel();
  if (!channel.open) throw new DiscordRefusal(403, 50001, 'Missing Access');
  return channel;
}

const register: Handler = (state, [, , guild = ''], received) => {
  const commands = received.body.list as RESTPostAPIApplicationCommandsJSONBody[];
  const problems = commandProblems(commands);
  if (problems.length > 0) throw invalidForm(problems);
  state.registrations.count += 1;
  const stored = commands.map((command) => ({ ...command, id: state.store.ids.next() }));
  state.commands.set(guild, stored);
  return ok(stored);
};

const respond: Handler = (state, [, id, token], received) => {
  const { type, data } = payloadOf(received) as unknown as { type: number; data?: Record<string, unknown> };
  const message = state.interactions.respond(
    id!,
    token!,
    data ? { type, data } : { type },
    uploadsOf(received),
  );
  if (received.query.get('with_response') !== 'true') return nothing;
  const interaction = state.interactions.all.get(id!)!;
  return ok({
    interaction: {
      id,
      type: interaction.type,
      ...(message
        ? { response_message_id: message.id, response_message_ephemeral: Boolean(message.flags & 64) }
        : {}),
    },
    resource: { type, ...(message ? { message: json(state, message) } : {}) },
  });
};

/** The message of an interaction that `@original` or an id names. */
function webhookMessage(state: RestState, token: string, id: string): StoredMessage {
  const interaction = state.interactions.byToken(token);
  const original = interaction.original;
  const message =
    id === '@original' ? original : [original, ...interaction.followUps].find((one) => one?.id === id);
  if (!message || message.deleted) throw unknown.message();
  return message;
}

const editWebhookMessage: Handler = (state, [, , token, id], received) => {
  const message = webhookMessage(state, token!, id!);
  const interaction = state.interactions.byToken(token!);
  return ok(
    json(state, state.interactions.edit(message, payloadOf(received), uploadsOf(received), interaction)),
  );
};

const remove = (state: RestState, message: StoredMessage): Answer => {
  message.deleted = true;
  state.store.changes.changed();
  return nothing;
};

const post: Handler = (state, [, channel], received) => {
  openChannel(state, channel!);
  const message = state.store.add({ channel: channel!, author: state.application });
  const limit = { attachmentLimit: state.uploadLimit };
  return ok(json(state, state.interactions.edit(message, payloadOf(received), uploadsOf(received), limit)));
};

const routes: [method: string, path: RegExp, handler: Handler][] = [
  [
    'GET',
    /^\/gateway\/bot$/,
    (state) =>
      ok({
        url: state.gatewayUrl(),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
      }),
  ],
  ['GET', /^\/users\/@me$/, (state) => ok(userJson(state.application, 'dualedit', true))],
  [
    'GET',
    /^\/(?:oauth2\/)?applications\/@me$/,
    (state) =>
      ok({
        id: state.application,
        name: 'dualedit',
        description: '',
        flags: 0,
        bot: userJson(state.application, 'dualedit', true),
      }),
  ],
  ['PUT', /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/, register],
  [
    'GET',
    /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/,
    (state, [, , guild = '']) => ok(state.commands.get(guild) ?? []),
  ],
  ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, respond],
  [
    'POST',
    /^\/webhooks\/(\d+)\/([^/]+)$/,
    (state, [, , token], received) => {
      const interaction = state.interactions.byToken(token!);
      return ok(
        json(state, state.interactions.followUp(interaction, payloadOf(received), uploadsOf(received))),
      );
    },
  ],
  ['PATCH', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, editWebhookMessage],
  [
    'GET',
    /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
    (state, [, , token, id]) => ok(json(state, webhookMessage(state, token!, id!))),
  ],
  [
    'DELETE',
    /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
    (state, [, , token, id]) => remove(state, webhookMessage(state, token!, id!)),
  ],
  ['POST', /^\/channels\/(\d+)\/messages$/, post],
  [
    'GET',
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    (state, [, channel, id]) => {
      openChannel(state, channel!);
      return ok(json(state, messageAt(state, channel!, id!)));
    },
  ],
  [
    'PATCH',
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    (state, [, channel, id], received) => {
      openChannel(state, channel!);
      const message = messageAt(state, channel!, id!);
      if (message.author !== state.application) {
        throw new DiscordRefusal(403, 50005, 'Cannot edit a message authored by another user');
      }
      const limit = { attachmentLimit: state.uploadLimit };
      return ok(
        json(state, state.interactions.edit(message, payloadOf(received), uploadsOf(received), limit)),
      );
    },
  ],
  [
    'DELETE',
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    (state, [, channel, id]) => {
      openChannel(state, channel!);
      return remove(state, messageAt(state, channel!, id!));
    },
  ],
  [
    'GET',
    /^\/channels\/(\d+)$/,
    (state, [, id]) => {
      const { guild } = openChannel(state, id!);
      return ok({ id, type: guild ? 0 : 1, ...(guild ? { guild_id: guild, name: 'pictures' } : {}) });
    },
  ],
  [
    'POST',
    /^\/users\/@me\/channels$/,
    (state, _, received) => {
      const recipient = String(received.body.recipient_id);
      const known = [...state.store.channels.values()].find((one) => one.recipient === recipient);
      const { id } = known ?? state.store.channel({ recipient });
      return ok({ id, type: 1, recipients: [userJson(recipient, state.nameOf(recipient))] });
    },
  ],
];

/** Answers a request to the REST interface; `path` starts after `/api/v10`. */
export function answerRest(
  state: RestState,
  path: string,
  received: Received,
  authorization: string | undefined,
): Answer {
  for (const [method, pattern, handler] of routes) {
    const match = method === received.method ? pattern.exec(path) : null;
    if (!match) continue;
    // interactions and their webhooks are let in by their own token
    const open = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    if (!open && authorization !== `Bot ${state.token}`)
      return { status: 401, body: { code: 0, message: '401: Unauthorized' } };
    try {
      return handler(state, match, received);
    } catch (error) {
      if (error instanceof DiscordRefusal) return error.answer;
      throw error;
    }
  }
  return { status: 404, body: { code: 0, message: `404: Not Found (${received.method} ${path})` } };
}
