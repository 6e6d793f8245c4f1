// What must hold of the bot against a Bot API on loopback:
//
//   npx tsx tools/telegram-bot/measure-chats.ts [hundred] [groups] [killed]      writes results/telegram.json
//
// With names, only those are measured again. `hundred` and `groups` measure the bot and not the model: its editor inverts
// the picture. `killed` is the bot's own program with the embedded model. CHATS=10 asks from fewer chats.
import { loadavg } from 'node:os';
import { keepResults, provenance, readResults } from '../shared/results.js';
import { CHATS, type CrowdFigures, EDIT_MS, groups, hundred } from './crowd.js';
import { type KilledFigures, killed } from './killed.js';
import { round } from './until.js';

interface Figures {
  hundred?: CrowdFigures;
  groups?: CrowdFigures;
  killed?: KilledFigures;
}

const scenarios = { hundred, groups, killed };
const asked = process.argv.slice(2);
const { commit, machine } = provenance();
const figures: Figures = readResults<{ figures: Figures }>('telegram')?.figures ?? {};
for (const [name, run] of Object.entries(scenarios)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = { ...(await run()), loadAverage: round(loadavg()[0]!, 1), commit };
  Object.assign(figures, { [name]: measured });
  process.stderr.write(`${name} ${JSON.stringify(measured)}\n`);
  const settings = { chats: CHATS, editMilliseconds: EDIT_MS };
  keepResults('telegram', { table: tableOf(figures), settings, figures, machine });
}
// Nothing is left running; a database in this process would keep it alive a little longer.
process.exit();

function tableOf({ hundred: many, groups: crowds, killed: one }: Figures): string[] {
  const rows = [
    ['what happens', 'what follows'],
    ['---', '---'],
    ...[many, crowds].flatMap((some) => (some ? rowsOf(some) : [])),
    ...(one
      ? [
          [
            'kill −9 in the middle of a real edit, and the update again',
            one.answers === 1 ? 'answered once' : `answered ${one.answers} times`,
          ],
        ]
      : []),
  ];
  return rows.map((row) => `| ${row.join(' | ')} |`);
}

function rowsOf(some: CrowdFigures): string[][] {
  const where =
    some.chats === some.people ? `${some.people} chats` : `${some.people} people in ${some.chats} groups`;
  return [
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
  ];
}
