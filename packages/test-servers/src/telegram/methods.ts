import type { Chat, InlineKeyboardMarkup, Message, User } from '@grammyjs/types';
import type { Upload } from '../http.js';
import { checkKeyboard, checkPhoto, checkText, LIMITS } from './limits.js';
import { bad, migrated, TelegramRefusal } from './refusal.js';
import { documentOf, photoSizes, type Store, type StoredFile, type StoredMessage } from './store.js';

/** A call of the bot: its parameters as they came, and its uploads. */
export interface Call {
  parameters: Record<string, unknown>;
  uploads: readonly Upload[];
}

/** What the bot did beside messages. */
export interface Deeds {
  answers: { id: string; text?: string; alert?: boolean; at: number }[];
  actions: { chat: number; action: string; at: number; message_thread_id?: number }[];
  drafts: { chat: number; draft: number; text: string; at: number }[];
  commands: Map<string, { command: string; description: string }[]>;
}

export interface MethodState {
  store: Store;
  bot: User;
  chats: Map<number, Chat>;
  deeds: Deeds;
  /** Callback queries that still wait for an answer. */
  open: Set<string>;
  /** Chat and user, of those who administrate. */
  admins: Set<string>;
  /** What chats do not take from the bot: `<chat> photos`, `<chat> documents`. */
  forbidden: Set<string>;
  /** Private chats that the bot may not write to. */
  closed: Set<number>;
  /** Groups that have become supergroups, by their former numbers. */
  moved: Map<number, number>;
  drafts: boolean;
}

type Method = (state: MethodState, call: Call) => unknown;

const parsed = <T>(value: unknown): T | undefined =>
  (typeof value === 'string' ? JSON.parse(value) : value) as T | undefined;

const keyboard = ({ parameters }: Call): InlineKeyboardMarkup | undefined => {
  const markup = parsed<InlineKeyboardMarkup>(parameters.reply_markup);
  checkKeyboard(markup);
  return markup?.inline_keyboard ? markup : undefined;
};

function chatOf({ chats, moved, closed }: MethodState, { parameters }: Call): Chat {
  const id = Number(parameters.chat_id);
  const to = moved.get(id);
  if (to !== undefined) throw migrated(to);
  if (closed.has(id))
    throw new TelegramRefusal(403, "Forbidden: bot can't initiate conversation with a user");
  const chat = chats.get(id);
  if (!chat) throw bad('chat not found');
  return chat;
}

/** The file that a parameter names: an upload (`attach://` or the field itself) or a file_id. */
function fileOf({ store }: MethodState, call: Call, field: string, value: unknown): StoredFile {
  const name =
    typeof value === 'string' && value.startsWith('attach://') ? value.slice('attach://'.length) : field;
  const upload = call.uploads.find((one) => one.field === name);
  return upload ? store.keep(upload.name, upload.type, upload.bytes) : store.file(String(value));
}

const replies = (state: MethodState, call: Call): object => {
  const to = parsed<{ message_id: number; allow_sending_without_reply?: boolean }>(
    call.parameters.reply_parameters,
  );
  if (!to) return {};
  const found = state.store.messages.find(
    ({ message, deleted }) =>
      !deleted && message.chat.id === Number(call.parameters.chat_id) && message.message_id === to.message_id,
  );
  if (!found && !to.allow_sending_without_reply) throw bad('message to be replied not found');
  return found ? { reply_to_message: found.message } : {};
};

/** Messages of a forum name the topic that they are written in. */
function topic(state: MethodState, call: Call): object {
  const { message_thread_id: id } = call.parameters;
  if (id === undefined) return {};
  const chat = chatOf(state, call);
  if (!('is_forum' in chat)) throw bad('message thread not found');
  return { message_thread_id: Number(id), is_topic_message: true };
}

function captioned(call: Call): { caption?: string } {
  const { caption } = call.parameters;
  if (caption === undefined) return {};
  checkText(String(caption), LIMITS.caption, 'message caption');
  return { caption: String(caption) };
}

function send(state: MethodState, call: Call, content: object, file?: StoredFile): Message {
  const markup = keyboard(call);
  const whole = {
    ...content,
    ...topic(state, call),
    ...replies(state, call),
    ...(markup ? { reply_markup: markup } : {}),
  };
  return state.store.add(chatOf(state, call), state.bot, whole as Partial<Message>, file).message;
}

function photo(file: StoredFile): object {
  checkPhoto(file.bytes.length, file.width, file.height);
  if (file.width === 0) throw bad('IMAGE_PROCESS_FAILED');
  return { photo: photoSizes(file) };
}

function paper(file: StoredFile): object {
  if (file.bytes.length > LIMITS.documentBytes) throw new TelegramRefusal(413, 'Request Entity Too Large');
  return { document: documentOf(file) };
}

/** The message that an edit names, which must be the bot's. */
function own(state: MethodState, { parameters }: Call): StoredMessage {
  const stored = state.store.message(Number(parameters.chat_id), Number(parameters.message_id));
  if (stored.message.from?.id !== state.bot.id) throw bad("message can't be edited");
  return stored;
}

function rewrite(
  state: MethodState,
  call: Call,
  stored: StoredMessage,
  content: object,
  file?: StoredFile,
): Message {
  const markup = keyboard(call);
  const { reply_markup: _, ...before } = stored.message as Message & { reply_markup?: InlineKeyboardMarkup };
  const after = { ...before, ...content, ...(markup ? { reply_markup: markup } : {}) } as Message;
  if (!file && JSON.stringify(after) === JSON.stringify(stored.message)) {
    throw bad('message is not modified: specified new message content and reply markup are exactly the same');
  }
  stored.message = { ...after, edit_date: Math.floor(Date.now() / 1000) } as Message;
  if (file) stored.file = file;
  stored.version += 1;
  state.store.changes.changed();
  return stored.message;
}

interface Media {
  type: 'photo' | 'document';
  media: string;
  caption?: string;
}

function media(state: MethodState, call: Call, { type, media: value, caption }: Media): [object, StoredFile] {
  const file = fileOf(state, call, value, value);
  if (caption !== undefined) checkText(caption, LIMITS.caption, 'message caption');
  const content = type === 'photo' ? photo(file) : paper(file);
  return [{ ...content, ...(caption === undefined ? {} : { caption }) }, file];
}

const sendMediaGroup: Method = (state, call) => {
  const items = parsed<Media[]>(call.parameters.media) ?? [];
  const [least, most] = LIMITS.albumItems;
  if (items.length < least || items.length > most) throw bad('there must be from 2 to 10 items in an album');
  if (new Set(items.map(({ type }) => type)).size > 1)
    throw bad('documents cannot be mixed with photos in an album');
  const group = { media_group_id: state.store.album() };
  return items.map((item) => {
    const [content, file] = media(state, call, item);
    return send(
      state,
      { ...call, parameters: { ...call.parameters, reply_markup: undefined } },
      { ...content, ...group },
      file,
    );
  });
};

const answerCallbackQuery: Method = ({ deeds, open, store }, { parameters }) => {
  const id = String(parameters.callback_query_id);
  if (!open.delete(id)) throw bad('query is too old and response timeout expired or query ID is invalid');
  const text = parameters.text === undefined ? undefined : String(parameters.text);
  if (text !== undefined) checkText(text, LIMITS.callbackAnswer, 'text');
  deeds.answers.push({
    id,
    at: Date.now(),
    ...(text === undefined ? {} : { text }),
    ...(parameters.show_alert ? { alert: true } : {}),
  });
  store.changes.changed();
  return true;
};

function checkAllowed({ forbidden }: MethodState, { parameters }: Call, kind: 'photos' | 'documents'): void {
  if (forbidden.has(`${Number(parameters.chat_id)} ${kind}`))
    throw bad(`not enough rights to send ${kind} to the chat`);
}

/** The methods of the Bot API that the server knows. */
export const METHODS: Record<string, Method> = {
  getMe: ({ bot }) => ({
    ...bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),
  setMyCommands: ({ deeds }, { parameters }) => {
    deeds.commands.set(String(parameters.language_code ?? ''), parsed(parameters.commands) ?? []);
    return true;
  },
  getMyCommands: ({ deeds }, { parameters }) =>
    deeds.commands.get(String(parameters.language_code ?? '')) ?? [],
  setMyDescription: () => true,
  setMyShortDescription: () => true,
  getChat: (state, call) => chatOf(state, call),
  getChatMember: (state, call) => {
    const { id } = chatOf(state, call);
    const user = Number(call.parameters.user_id);
    return { status: state.admins.has(`${id} ${user}`) ? 'administrator' : 'member', user: { id: user } };
  },
  getFile: ({ store }, { parameters }) => {
    const id = String(parameters.file_id);
    const { bytes, path, unique } = store.file(id.replace(/-small$/, ''));
    if (bytes.length > LIMITS.downloadBytes) throw bad('file is too big');
    return { file_id: id, file_unique_id: unique, file_size: bytes.length, file_path: path };
  },
  sendMessage: (state, call) => {
    const text = String(call.parameters.text ?? '');
    checkText(text, LIMITS.text, 'message');
    const entities = parsed<unknown[]>(call.parameters.entities) ?? [];
    return send(state, call, { text, ...(entities.length > 0 ? { entities } : {}) });
  },
  sendPhoto: (state, call) => {
    checkAllowed(state, call, 'photos');
    const file = fileOf(state, call, 'photo', call.parameters.photo);
    return send(state, call, { ...photo(file), ...captioned(call) }, file);
  },
  sendDocument: (state, call) => {
    checkAllowed(state, call, 'documents');
    const file = fileOf(state, call, 'document', call.parameters.document);
    return send(state, call, { ...paper(file), ...captioned(call) }, file);
  },
  sendMediaGroup,
  sendChatAction: (state, call) => {
    const { id } = chatOf(state, call);
    const action = String(call.parameters.action);
    state.deeds.actions.push({ chat: id, action, at: Date.now(), ...topic(state, call) });
    return true;
  },
  sendMessageDraft: (state, call) => {
    const chat = chatOf(state, call);
    if (!state.drafts) throw bad('TEXTDRAFT_PEER_INVALID');
    if (!Number(call.parameters.draft_id)) throw bad('draft_id is invalid');
    if (chat.type !== 'private') throw bad('drafts are for private chats');
    const text = String(call.parameters.text ?? '');
    checkText(text, LIMITS.text, 'draft');
    state.deeds.drafts.push({ chat: chat.id, draft: Number(call.parameters.draft_id), text, at: Date.now() });
    state.store.changes.changed();
    return true;
  },
  editMessageText: (state, call) => {
    const text = String(call.parameters.text ?? '');
    checkText(text, LIMITS.text, 'message');
    const stored = own(state, call);
    if (!('text' in stored.message)) throw bad('there is no text in the message to edit');
    return rewrite(state, call, stored, { text });
  },
  editMessageCaption: (state, call) =>
    rewrite(state, call, own(state, call), { caption: '', ...captioned(call) }),
  editMessageReplyMarkup: (state, call) => rewrite(state, call, own(state, call), {}),
  editMessageMedia: (state, call) => {
    const { type } = parsed<Media>(call.parameters.media)!;
    checkAllowed(state, call, type === 'photo' ? 'photos' : 'documents');
    const stored = own(state, call);
    const [content, file] = media(state, call, parsed<Media>(call.parameters.media)!);
    const {
      text: _,
      photo: __,
      document: ___,
      caption: ____,
      ...rest
    } = stored.message as unknown as Record<string, unknown>;
    stored.message = rest as unknown as Message;
    return rewrite(state, call, stored, content, file);
  },
  deleteMessage: ({ store }, { parameters }) => {
    store.message(Number(parameters.chat_id), Number(parameters.message_id)).deleted = true;
    store.changes.changed();
    return true;
  },
  deleteMessages: ({ store }, { parameters }) => {
    for (const id of parsed<number[]>(parameters.message_ids) ?? []) {
      const found = store.messages.find(
        ({ message }) => message.chat.id === Number(parameters.chat_id) && message.message_id === id,
      );
      if (found) found.deleted = true;
    }
    store.changes.changed();
    return true;
  },
  answerCallbackQuery,
};
