import { count, ids, JOBS_ENVIRONMENT, readEnvironment } from '@dualedit/service';
import { z } from 'zod';

const SHAPE = {
  TELEGRAM_TOKEN: z
    .string({ error: 'expected the token that BotFather gives' })
    .regex(/^\d+:[\w-]{30,}$/, 'expected a number, a colon and letters, as BotFather shows it'),
  TELEGRAM_API: z.url().default('https://api.telegram.org'),
  /** Public address that Telegram posts updates to; long polling without it. */
  TELEGRAM_WEBHOOK: z.url().optional(),
  /** Where the webhook listens, behind whatever ends TLS. */
  TELEGRAM_WEBHOOK_HOST: z.string().default('127.0.0.1'),
  TELEGRAM_WEBHOOK_PORT: count(0).default(8443),
  /** Users that may use /admin. */
  TELEGRAM_ADMINS: ids.default([]),
  ...JOBS_ENVIRONMENT,
  /** An album has up to ten pictures, each an edit of its own. */
  LIMIT_IN_FLIGHT: count(1).default(10),
} as const;

export type Config = ReturnType<typeof readConfig>;

/** The bot's configuration. @throws DualeditError `configuration` */
export const readConfig = (environment?: NodeJS.ProcessEnv) => readEnvironment(SHAPE, environment);

/** What must never be written down. */
export const secretsOf = ({ TELEGRAM_TOKEN, DATABASE_URL }: Config): string[] =>
  [TELEGRAM_TOKEN, DATABASE_URL].filter((secret) => secret !== undefined);
