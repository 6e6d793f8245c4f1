import { runService } from '@dualedit/service';
import { startBot } from './bot.js';
import { readConfig, secretsOf } from './config.js';

await runService({
  name: 'dualedit-telegram',
  usage: `Dualedit on Telegram.

  dualedit-telegram          connect and serve
  dualedit-telegram --help   this text

Configured by the environment; every variable may be a file instead, as NAME_FILE.
The README lists them all; TELEGRAM_TOKEN is the only one that must be set.`,
  readConfig,
  secretsOf,
  startBot,
});
