// What must hold of the bot against a Bot API on loopback: writes results/telegram.json.
//
//   npm run build && node apps/telegram-bot/scripts/measure-chats.mjs && node scripts/readme-tables.mjs
//
// With names (`… measure-chats.mjs hundred killed`), only those are measured again. `hundred` measures the bot and
// not the model: its editor inverts the picture. `killed` is the bot's own program with the embedded model.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { picture } from '@dualedit/test-servers/edits';
import { startTelegram } from '@dualedit/test-servers/telegram';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { openHouse } from '../dist/testing/house.js';

const RESULTS = process.env.RESULTS ?? 'results/telegram.json';
const CHATS = Number(process.env.CHATS ?? 100);
const EDIT_MS = 200;
const MOST_SECONDS = Number(process.env.MOST_SECONDS ?? 900);
const PROGRAM = fileURLToPath(new URL('../bin/dualedit-telegram.js', import.meta.url));
const SENT = /^(send(?!ChatAction)|edit)/;

const failure = (code, retryAfter) => ({
  status: code,
  body: {
    ok: false,
    error_code: code,
    description: 'on purpose',
    ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
  },
});

const isPicture = ({ message }) => message.from?.is_bot && 'photo' in message;
const round = (value, digits = 2) => Number(value.toFixed(digits));

/** The most calls in any window. */
function peak(times, windowMs) {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (sorted[to] - sorted[from] >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

const STRICT = { perChatPerSecond: 1, perGroupPerMinute: 20, perSecond: 30 };
const GROUPS = 20;

/** A hundred people ask at once, each in a chat with the bot. */
const hundred = () =>
  crowd((telegram) =>
    Array.from({ length: CHATS }, (_, at) => telegram.person(`person ${at}`)).map((person) => [
      person,
      person.chat,
    ]),
  );

/** As many, in twenty groups. */
const groups = () =>
  crowd((telegram) => {
    const rooms = Array.from({ length: GROUPS }, (_, at) => telegram.group(`group ${at}`));
    return Array.from({ length: CHATS }, (_, at) => [telegram.person(`person ${at}`), rooms[at % GROUPS]]);
  });

/** Everybody asks at once; Telegram refuses, hangs up and repeats, and the bot is restarted in the middle. */
async function crowd(make) {
  const house = await openHouse({
    limits: { queueLength: 500 },
    telegram: STRICT,
    editor: async () => quickEditor({ milliseconds: EDIT_MS }),
  });
  const { telegram } = house;
  try {
    await house.start();
    const { bytes } = await picture();
    const asking = make(telegram);
    const rooms = [...new Set(asking.map(([, chat]) => chat))];
    for (const path of [/sendPhoto|editMessageMedia/, /sendPhoto|editMessageMedia/]) {
      telegram.fail({ path, times: 3, answer: failure(429, 1) });
      telegram.fail({ path, times: 2, answer: failure(502) });
      telegram.fail({ path, times: 2, answer: 'hang up' });
    }
    telegram.fail({ path: /getFile/, times: 2, answer: failure(429, 1) });
    telegram.fail({ path: /sendMessageDraft|editMessageText/, times: 5, answer: failure(429, 2) });
    const asked = Date.now();
    const messages = new Map();
    for (const [person, chat] of asking) {
      const sent = person.send({ name: 'scene.png', bytes }, { caption: '@dualedit_bot cat→dog' }, chat);
      messages.set(`${chat.id} ${sent.message.message_id}`, 0);
    }
    const stored = async () => (await house.jobs.list({ frontEnd: 'telegram' }, 1000)).length;
    await until(async () => (await stored()) === CHATS);
    tell('all stored');
    const storedSeconds = (Date.now() - asked) / 1000;
    const answers = () => rooms.flatMap((chat) => telegram.messages(chat).filter(isPicture));
    await until(() => answers().length >= CHATS / 3);
    tell(`${answers().length} answered, stopping`);
    await house.stop();
    telegram.repeatLastUpdate();
    await house.start();
    tell('started again');
    const answered = () => {
      const counts = new Map(messages);
      for (const { message } of answers()) {
        const key = `${message.chat.id} ${message.reply_to_message?.message_id}`;
        counts.set(key, counts.get(key) + 1);
      }
      return [...counts.values()];
    };
    await until(() => answered().every((count) => count > 0));
    tell('all answered');
    const seconds = (Date.now() - asked) / 1000;
    await until(async () => !(await house.jobs.admin.figures()).undelivered.telegram);
    const concerning = telegram.calls.filter(({ path, body }) => 'chat_id' in body && !/^get/.test(path));
    const byChat = groupBy(concerning, chatOf);
    const times = (calls) => calls.map(({ at }) => at);
    return {
      people: CHATS,
      chats: rooms.length,
      answered: answered().filter((count) => count > 0).length,
      twice: answered().filter((count) => count > 1).length,
      jobs: await stored(),
      storedSeconds: round(storedSeconds),
      seconds: round(seconds),
      floods: telegram.floods.length,
      flooded: telegram.floods.slice(0, 20),
      refusedOnPurpose: 21,
      progress: concerning.filter(({ path }) => /Draft|editMessageText/.test(path)).length,
      mostInASecond: peak(times(concerning), 1000),
      mostInASecondOfAChat: Math.max(...[...byChat.values()].map((calls) => peak(times(calls), 1000))),
      mostInAMinuteOfAChat: Math.max(
        ...[...byChat.values()].map((calls) =>
          peak(times(calls.filter(({ path }) => SENT.test(path))), 60_000),
        ),
      ),
    };
  } finally {
    if (process.env.SHOW_LOG)
      process.stderr.write(
        house.log
          .filter((line) => !line.includes('"level":20'))
          .slice(-40)
          .join(''),
      );
    await house.close();
  }
}

const chatOf = ({ body }) => Number(body.chat_id);

function groupBy(values, key) {
  const groups = new Map();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

/** The bot's own program is killed in mid-edit and started again; the update comes a second time too. */
async function killed() {
  const telegram = await startTelegram();
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-telegram-'));
  let program;
  const start = () => {
    program = spawn(process.execPath, [PROGRAM], {
      env: {
        ...process.env,
        TELEGRAM_TOKEN: telegram.token,
        TELEGRAM_API: telegram.apiRoot,
        DUALEDIT_JOBS: folder,
        DUALEDIT_DEVICE: 'cpu',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  };
  try {
    start();
    const { animal, bytes } = await picture();
    const ada = telegram.person('Ada');
    ada.send({ name: 'scene.png', bytes }, { caption: `${animal}→red` });
    await until(() => telegram.deeds.drafts.some(({ text }) => /\d %/.test(text)));
    program.kill('SIGKILL');
    await sleep(1000);
    telegram.repeatLastUpdate();
    const again = Date.now();
    start();
    await until(() => telegram.messages(ada.chat).some(isPicture));
    const seconds = (Date.now() - again) / 1000;
    await sleep(5000);
    return {
      answers: telegram.messages(ada.chat).filter(isPicture).length,
      secondsAfterStart: round(seconds),
    };
  } finally {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
    await telegram.close();
    await rm(folder, { recursive: true });
  }
}

const tell = (text) => process.stderr.write(`${(performance.now() / 1000).toFixed(0)} s: ${text}\n`);

async function until(look) {
  const end = Date.now() + MOST_SECONDS * 1000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`Waited ${MOST_SECONDS} s for ${look}`);
    await sleep(200);
  }
}

function tableOf({ hundred: many, groups: crowds, killed: one }) {
  const rows = [
    ['what happens', 'what follows'],
    ['---', '---'],
  ];
  for (const some of [many, crowds].filter(Boolean)) {
    const where =
      some.chats === some.people ? `${some.people} chats` : `${some.people} people in ${some.chats} groups`;
    rows.push(
      [
        `${where} ask at once; ${some.refusedOnPurpose} calls are refused (429, 502) or dropped, the bot is restarted in the middle, the last update comes twice`,
        `${some.answered} answered, ${some.twice} of them twice; ${some.jobs} jobs`,
      ],
      ['… seconds until all were stored, until all were answered', `${some.storedSeconds}, ${some.seconds}`],
      [
        '… flood limits that the bot itself ran into (a call a second in a chat, 20 messages a minute in a group, 30 calls a second in all)',
        String(some.floods),
      ],
      [
        '… most calls in one second: in all, in one chat; most messages and edits in one minute in one chat',
        `${some.mostInASecond}, ${some.mostInASecondOfAChat}; ${some.mostInAMinuteOfAChat}`,
      ],
    );
  }
  if (one)
    rows.push([
      'kill −9 in the middle of a real edit, and the update again',
      one.answers === 1 ? 'answered once' : `answered ${one.answers} times`,
    ]);
  return rows.map((row) => `| ${row.join(' | ')} |`);
}

const scenarios = { hundred, groups, killed };
const asked = process.argv.slice(2);
const figures = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')).figures : {};
for (const [name, run] of Object.entries(scenarios)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  figures[name] = { ...(await run()), loadAverage: round(loadavg()[0], 1), commit };
  process.stderr.write(`${name} ${JSON.stringify(figures[name])}\n`);
  const machine = {
    ...{ cpu: cpus()[0].model, cores: cpus().length, node: process.version },
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const settings = { chats: CHATS, editMilliseconds: EDIT_MS };
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ table: tableOf(figures), settings, figures, machine }, null, 1)}\n`,
  );
}
// Nothing is left running; a database in this process would keep it alive a little longer.
process.exit();
