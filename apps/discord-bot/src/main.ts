import { runService } from '@dualedit/service';
import { startBot } from './bot.js';
import { readConfig, secretsOf } from './config.js';

await runService({
  name: 'dualedit-discord',
  usage: `Dualedit on Discord.

  dualedit-discord          connect, register the commands where they changed, and serve
  dualedit-discord --help   this text

Configured by the environment; every variable may be a file instead, as NAME_FILE.
The README lists them all; DISCORD_TOKEN is the only one that must be set.`,
  readConfig,
  secretsOf,
  startBot,
});
