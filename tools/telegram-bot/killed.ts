import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { picture } from '@dualedit/test-servers/edits';
import { startTelegram, type TelegramServer } from '@dualedit/test-servers/telegram';
import { ROOT } from '../shared/results.js';
import { isPicture } from './crowd.js';
import { round, until } from './until.js';

const PROGRAM = join(ROOT, 'apps/telegram-bot/bin/dualedit-telegram.js');

export interface KilledFigures {
  answers: number;
  secondsAfterStart: number;
}

/** The bot's own program is killed in mid-edit and started again; the update comes a second time too. */
export async function killed(): Promise<KilledFigures> {
  const telegram = await startTelegram();
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-telegram-'));
  let program = start(telegram, folder);
  try {
    const { animal, bytes } = await picture();
    const ada = telegram.person('Ada');
    const answers = () => telegram.messages(ada.chat).filter(isPicture);
    ada.send({ name: 'scene.png', bytes }, { caption: `${animal}→red` });
    await until(() => telegram.deeds.drafts.some(({ text }) => /\d %/.test(text ?? '')));
    program.kill('SIGKILL');
    await sleep(1000);
    telegram.repeatLastUpdate();
    const again = Date.now();
    program = start(telegram, folder);
    await until(() => answers().length > 0);
    const seconds = (Date.now() - again) / 1000;
    await sleep(5000);
    return { answers: answers().length, secondsAfterStart: round(seconds) };
  } finally {
    const ended = once(program, 'exit');
    program.kill('SIGTERM');
    await ended;
    await telegram.close();
    await rm(folder, { recursive: true });
  }
}

function start(telegram: TelegramServer, folder: string) {
  return spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API: telegram.apiRoot,
      DUALEDIT_JOBS: folder,
      DUALEDIT_DEVICE: 'cpu',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
