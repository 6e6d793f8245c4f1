import { LANGUAGES, Standing, textsFor } from '@dualedit/conversation';
import type { Jobs, Json, User } from '@dualedit/jobs';
import { type BotParts, Line, type RunningBot } from '@dualedit/service';
import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import { Api, Bot as GrammyBot, GrammyError, HttpError, type Transformer } from 'grammy';
import { type BotContext, FRONT_END } from './bot-context.js';
import type { Config } from './config.js';
import { deliverJobs } from './deliver.js';
import { followJobs } from './follow.js';
import { Later } from './later.js';
import { Pace, type SavedPace } from './pace.js';
import { listen } from './receive.js';
import { route } from './route.js';

/** Short, since the next updates wait until those at hand are handled. */
const RETRY = { maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowHttpErrors: true };
/** The owner of what the bot keeps for itself. */
const BOT: User = { frontEnd: FRONT_END, id: 'bot' };
/** How long a single question may take while the bot starts. */
const ANSWER_MS = 10_000;
const COMMANDS = ['edit', 'quota', 'queue', 'cancel', 'settings', 'privacy', 'help'] as const;

/** The token is refused, or is none. Anything else may pass, a second process that polls (409) too. */
const isFinal = (error: unknown) =>
  error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

const retryAfter = (error: unknown) =>
  error instanceof GrammyError ? error.parameters.retry_after : undefined;

/**
 * Connects to Telegram, answers updates and delivers finished jobs. Waits for a Telegram that cannot be reached.
 * @throws GrammyError if the token is refused, DualeditError `aborted` if the process was asked to end before
 */
export async function startBot({ config, jobs, log, pack, ending }: BotParts<Config>): Promise<RunningBot> {
  const client = { apiRoot: config.TELEGRAM_API, timeoutSeconds: 120 };
  const bot = new GrammyBot(config.TELEGRAM_TOKEN, { client });
  const once = new Api(config.TELEGRAM_TOKEN, client);
  const passing = new Api(config.TELEGRAM_TOKEN, client);
  const pace = new Pace(await readPace(jobs));
  // the schedule inside, so that each try waits for its turn
  bot.api.config.use(pace.answers, redial, autoRetry(RETRY));
  once.config.use(pace.answers);
  passing.config.use(pace.progress);
  const stop = new AbortController();
  const stopping = AbortSignal.any([ending, stop.signal]);
  const line = new Line({ name: 'Telegram', log, signal: stopping, isFinal, retryAfter });
  const me = await line.reach(() => {
    const signal = AbortSignal.timeout(ANSWER_MS);
    return once.getMe(signal as Parameters<typeof once.getMe>[0]);
  });
  bot.botInfo = me;
  const later = new Later();
  const standing = new Standing(jobs);
  const context: BotContext = {
    config,
    jobs,
    log,
    api: bot.api,
    once,
    passing,
    pace,
    later,
    standing,
    me,
    pack,
    stopping,
  };

  bot.use(
    sequentialize((ctx) =>
      [ctx.chat?.id, ctx.from?.id].flatMap((id) => (id === undefined ? [] : [String(id)])),
    ),
  );
  bot.use((ctx) => route(context, ctx));
  await setCommands(context);
  const following = followJobs(context);
  const deliveries = deliverJobs(context, following);
  const receiving = await listen(context, bot, line);
  log.info({ bot: me.username, by: receiving.by }, 'ready');
  return {
    ready: () => receiving.ready(),
    broken: receiving.broken,
    stop: async () => {
      stop.abort();
      await receiving.stop();
      later.stop();
      await Promise.all([following.stop(), deliveries.stop()]);
      await jobs.notes
        .write(BOT, 'pace', pace.saved as unknown as Json, { hours: 1 })
        .catch((error: unknown) => log.warn({ err: error }, 'the schedule of calls was not kept'));
    },
  };
}

/** What the last process left of its groups' minutes. */
const readPace = async (jobs: Jobs) => ((await jobs.notes.read(BOT, 'pace')) ?? []) as unknown as SavedPace;

/** A line that dropped is tried once more. */
const redial: Transformer = (previous, method, payload, signal) =>
  previous(method, payload, signal).catch((error) => {
    if (!(error instanceof HttpError)) throw error;
    return previous(method, payload, signal);
  });

/** The menu of commands, in each language; a bot works without it. */
async function setCommands({ once, log }: BotContext): Promise<void> {
  for (const language of LANGUAGES) {
    const say = textsFor(language);
    const commands = COMMANDS.map((command) => ({ command, description: say(`command-${command}`) }));
    // English serves whoever has no language of ours
    const only = language === 'en' ? {} : { language_code: language as 'de' };
    await once
      .setMyCommands(commands, only)
      .catch((error) => log.warn({ err: error, language }, 'the menu of commands was not set'));
  }
}
