import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Line } from '@dualedit/service';
import { type Bot, webhookCallback } from 'grammy';
import type { Update } from 'grammy/types';
import type { BotContext } from './bot-context.js';
import { Intake } from './intake.js';
import { UPDATES } from './route.js';

const POLL_SECONDS = 30;
/** What a poll may take beyond that before its connection counts as dead. */
const ANSWER_MS = (POLL_SECONDS + 10) * 1_000;
/** While an update is being handled, Telegram is asked for others so often. */
const RECHECK_MS = 500;
/** Telegram gives up on a webhook after a minute, and comes again. */
const WEBHOOK_MS = 50_000;
/** A webhook that failed less long ago is failing. */
const FAILING_SECONDS = 60;
const LOOK_MS = 4_000;

/** How updates come. */
export interface Receiving {
  by: 'polling' | 'webhook';
  /** Whether they do. */
  ready(): boolean | Promise<boolean>;
  /** Resolves with the reason if they never will again. */
  broken: Promise<Error>;
  /** Resolves when the updates under way are handled. */
  stop(): Promise<void>;
}

export function listen(context: BotContext, bot: Bot, line: Line): Promise<Receiving> {
  const { TELEGRAM_WEBHOOK: address } = context.config;
  return address ? hook(context, bot, line, address) : poll(context, bot, line);
}

/**
 * Long polling. Updates of different chats run side by side, and none waits for another's download; what has not been
 * stored is not confirmed, so that a process that is killed gets it again.
 */
async function poll({ log, once: api, stopping }: BotContext, bot: Bot, line: Line): Promise<Receiving> {
  await line.reach(() => api.deleteWebhook());
  const intake = new Intake();
  const handle = async (update: Update) => {
    try {
      await bot.handleUpdate(update);
    } catch (error) {
      // what the database could not take comes again; what fails by itself would only fail again
      if (stopping.aborted) throw error;
      log.error({ err: error, update: update.update_id }, 'an update failed');
    }
  };
  const fetchUpdates = () => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_MS)]);
    const wanted = { offset: intake.offset, timeout: POLL_SECONDS, allowed_updates: UPDATES };
    return api.getUpdates(wanted, signal as Parameters<typeof api.getUpdates>[1]);
  };
  const run = async () => {
    while (!stopping.aborted) {
      intake.take(await line.reach(fetchUpdates), handle);
      if (intake.isIdle) continue;
      const pause = sleep(RECHECK_MS, undefined, { signal: stopping }).catch(() => {});
      await Promise.race([intake.ended(), pause]);
    }
  };
  let end = (_: Error) => {};
  const broken = new Promise<Error>((resolve) => {
    end = resolve;
  });
  const running = run().catch((error: Error) => {
    if (stopping.aborted) return;
    log.error({ err: error }, 'polling ended');
    end(error);
  });
  return {
    by: 'polling',
    ready: () => line.isUp,
    broken,
    stop: async () => {
      await running;
      await intake.ended();
    },
  };
}

/** Telegram posts updates here. One is confirmed when it is handled; what fails or takes too long comes again. */
async function hook(
  { config, log, once: api }: BotContext,
  bot: Bot,
  line: Line,
  address: string,
): Promise<Receiving> {
  const secret = createHash('sha256').update(`webhook ${config.TELEGRAM_TOKEN}`).digest('hex');
  const handle = webhookCallback(bot, 'http', { secretToken: secret, timeoutMilliseconds: WEBHOOK_MS });
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const handled = handle(request, response)
      .catch((error: unknown) => {
        log.error({ err: error }, 'an update failed');
        if (!response.headersSent) response.writeHead(500).end();
      })
      .finally(() => running.delete(handled));
    running.add(handled);
  });
  server.listen(config.TELEGRAM_WEBHOOK_PORT, config.TELEGRAM_WEBHOOK_HOST);
  await once(server, 'listening');
  await line.reach(() => api.setWebhook(address, { secret_token: secret, allowed_updates: UPDATES }));
  const arrives = async () => {
    const signal = AbortSignal.timeout(LOOK_MS) as Parameters<typeof api.getWebhookInfo>[0];
    const { url, last_error_date: failedAt = 0 } = await api.getWebhookInfo(signal);
    return url === address && Date.now() / 1_000 - failedAt > FAILING_SECONDS;
  };
  return {
    by: 'webhook',
    ready: () => arrives().catch(() => false),
    broken: new Promise(() => {}),
    stop: async () => {
      server.close();
      await Promise.all(running);
      server.closeAllConnections();
    },
  };
}
