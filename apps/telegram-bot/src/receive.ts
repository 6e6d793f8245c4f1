import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createBatchSink, createRunner, createSource, createUpdateFetcher } from '@grammyjs/runner';
import { type Bot, webhookCallback } from 'grammy';
import type { Update } from 'grammy/types';
import type { Desk } from './desk.js';
import { UPDATES } from './route.js';

const POLL_SECONDS = 30;
/** Telegram gives up on a webhook after a minute, and comes again. */
const WEBHOOK_MS = 50_000;

/** How updates come. */
export interface Receiving {
  by: 'polling' | 'webhook';
  ready(): boolean;
  /** Resolves when the updates under way are handled. */
  stop(): Promise<void>;
}

export function listen(desk: Desk, bot: Bot): Promise<Receiving> {
  return desk.config.TELEGRAM_WEBHOOK ? hook(desk, bot, desk.config.TELEGRAM_WEBHOOK) : poll(desk, bot);
}

/**
 * Long polling. Updates of different chats run side by side, but the next are fetched, which confirms these, only
 * when all of them are stored: a process that is killed gets again what it had not finished.
 */
async function poll({ log }: Desk, bot: Bot): Promise<Receiving> {
  await bot.api.deleteWebhook();
  const fetcher = createUpdateFetcher(bot, {
    fetch: { timeout: POLL_SECONDS, allowed_updates: UPDATES },
    silent: true,
  });
  const sink = createBatchSink<Update, unknown>(
    { consume: (update) => bot.handleUpdate(update) },
    async (error) => log.error({ err: error }, 'an update failed'),
  );
  const runner = createRunner(createSource({ supply: fetcher }), sink);
  runner.start();
  runner.task()?.catch((error: unknown) => log.error({ err: error }, 'polling ended'));
  return {
    by: 'polling',
    ready: () => runner.isRunning(),
    stop: async () => {
      await runner.stop();
    },
  };
}

/** Telegram posts updates here. One is confirmed when it is handled; what fails or takes too long comes again. */
async function hook({ config, log }: Desk, bot: Bot, address: string): Promise<Receiving> {
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
  await bot.api.setWebhook(address, { secret_token: secret, allowed_updates: UPDATES });
  return {
    by: 'webhook',
    ready: () => server.listening,
    stop: async () => {
      server.close();
      await Promise.all(running);
      server.closeAllConnections();
    },
  };
}
