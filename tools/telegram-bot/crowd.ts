import { picture } from '@dualedit/test-servers/edits';
import type { Person, StoredMessage, TelegramServer } from '@dualedit/test-servers/telegram';
import { openTestBot, type TestBot } from '../../apps/telegram-bot/src/testing/test-bot.js';
import { quickEditor } from '../../packages/jobs/testing/quick-editor.mjs';
import { round, until } from './until.js';

export const CHATS = Number(process.env.CHATS ?? 100);
export const EDIT_MS = 200;

const GROUPS = 20;
const STRICT = { perChatPerSecond: 1, perGroupPerMinute: 20, perSecond: 30 };
const SENT = /^(send(?!ChatAction)|edit)/;

type Call = TelegramServer['calls'][number];
type Chat = Person['chat'] | ReturnType<TelegramServer['group']>;
type Asking = readonly [person: Person, chat: Chat];

export interface CrowdFigures {
  people: number;
  chats: number;
  answered: number;
  twice: number;
  jobs: number;
  storedSeconds: number;
  seconds: number;
  floods: number;
  flooded: TelegramServer['floods'];
  refusedOnPurpose: number;
  progress: number;
  mostInASecond: number;
  mostInASecondOfAChat: number;
  mostInAMinuteOfAChat: number;
}

export const isPicture = ({ message }: StoredMessage): boolean =>
  message.from?.is_bot === true && 'photo' in message;

const people = (telegram: TelegramServer) =>
  Array.from({ length: CHATS }, (_, at) => telegram.person(`person ${at}`));

/** A hundred people ask at once, each in a chat with the bot. */
export const hundred = () => crowd((telegram) => people(telegram).map((person) => [person, person.chat]));

/** As many, in twenty groups. */
export const groups = () =>
  crowd((telegram) => {
    const all = Array.from({ length: GROUPS }, (_, at) => telegram.group(`group ${at}`));
    return people(telegram).map((person, at) => [person, all[at % GROUPS]!]);
  });

/** Everybody asks at once; Telegram refuses, hangs up and repeats, and the bot is restarted in the middle. */
async function crowd(make: (telegram: TelegramServer) => Asking[]): Promise<CrowdFigures> {
  const testBot = await openTestBot({
    limits: { queueLength: 500 },
    telegram: STRICT,
    editor: async () => quickEditor({ milliseconds: EDIT_MS }),
  });
  try {
    await testBot.start();
    return await askAll(testBot, make(testBot.telegram));
  } finally {
    if (process.env.SHOW_LOG) process.stderr.write(warningsOf(testBot.log));
    await testBot.close();
  }
}

const warningsOf = (log: string[]) =>
  log
    .filter((line) => !line.includes('"level":20'))
    .slice(-40)
    .join('');

async function askAll(testBot: TestBot, asking: readonly Asking[]): Promise<CrowdFigures> {
  const { telegram } = testBot;
  const chats = [...new Set(asking.map(([, chat]) => chat))];
  const refusedOnPurpose = refuseSome(telegram);
  const { bytes } = await picture();
  const asked = Date.now();
  const messages = asking.map(([person, chat]) => {
    const sent = person.send({ name: 'scene.png', bytes }, { caption: '@dualedit_bot cat→dog' }, chat);
    return `${chat.id} ${sent.message.message_id}`;
  });
  const stored = async () => (await testBot.jobs.list({ frontEnd: 'telegram' }, 1000)).length;
  await until(async () => (await stored()) === CHATS);
  tell('all stored');
  const storedSeconds = (Date.now() - asked) / 1000;
  const answers = () => chats.flatMap((chat) => telegram.messages(chat).filter(isPicture));
  await until(() => answers().length >= CHATS / 3);
  tell(`${answers().length} answered, stopping`);
  await testBot.stop();
  telegram.repeatLastUpdate();
  await testBot.start();
  tell('started again');
  const counts = () => answersTo(messages, answers());
  await until(() => counts().every((count) => count > 0));
  tell('all answered');
  const seconds = (Date.now() - asked) / 1000;
  await until(async () => !(await testBot.jobs.admin.figures()).undelivered.telegram);
  return {
    people: CHATS,
    chats: chats.length,
    answered: counts().filter((count) => count > 0).length,
    twice: counts().filter((count) => count > 1).length,
    jobs: await stored(),
    storedSeconds: round(storedSeconds),
    seconds: round(seconds),
    floods: telegram.floods.length,
    flooded: telegram.floods.slice(0, 20),
    refusedOnPurpose,
    ...peaksOf(telegram.calls.filter(({ path, body }) => 'chat_id' in body && !/^get/.test(path))),
  };
}

/** Makes Telegram refuse, drop and hang up on some of the next calls. Returns how many. */
function refuseSome(telegram: TelegramServer): number {
  const pictures = /sendPhoto|editMessageMedia/;
  const faults: Parameters<TelegramServer['fail']>[0][] = [
    { path: pictures, times: 3, answer: failure(429, 1) },
    { path: pictures, times: 2, answer: failure(502) },
    { path: pictures, times: 2, answer: 'hang up' },
    { path: pictures, times: 3, answer: failure(429, 1) },
    { path: pictures, times: 2, answer: failure(502) },
    { path: pictures, times: 2, answer: 'hang up' },
    { path: /getFile/, times: 2, answer: failure(429, 1) },
    { path: /sendMessageDraft|editMessageText/, times: 5, answer: failure(429, 2) },
  ];
  for (const fault of faults) telegram.fail(fault);
  return faults.reduce((sum, { times = 1 }) => sum + times, 0);
}

function failure(code: number, retryAfter?: number) {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  return {
    status: code,
    body: { ok: false, error_code: code, description: 'on purpose', ...parameters },
  };
}

/** How often each message was answered. */
function answersTo(messages: readonly string[], answers: readonly StoredMessage[]): number[] {
  const counts = new Map(messages.map((key) => [key, 0]));
  for (const { message } of answers) {
    const key = `${message.chat.id} ${message.reply_to_message?.message_id}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()];
}

function peaksOf(calls: readonly Call[]) {
  const chats = [...new Set(calls.map(chatOf))];
  const byChat = chats.map((chat) => calls.filter((call) => chatOf(call) === chat));
  const most = (of: readonly Call[], windowMs: number) =>
    peak(
      of.map(({ at }) => at),
      windowMs,
    );
  const sent = (of: readonly Call[]) => of.filter(({ path }) => SENT.test(path));
  return {
    progress: calls.filter(({ path }) => /Draft|editMessageText/.test(path)).length,
    mostInASecond: most(calls, 1000),
    mostInASecondOfAChat: Math.max(...byChat.map((own) => most(own, 1000))),
    mostInAMinuteOfAChat: Math.max(...byChat.map((own) => most(sent(own), 60_000))),
  };
}

const chatOf = ({ body }: Call) => Number(body.chat_id);

/** The most calls in any window. */
function peak(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

const tell = (text: string) => process.stderr.write(`${(performance.now() / 1000).toFixed(0)} s: ${text}\n`);
