import { checkStudio, count, ids, JOBS_ENVIRONMENT, readEnvironment } from '@dualedit/service';
import { z } from 'zod';

/** One schema per variable; `docs/reference/environment.md` is made of them. */
export const ENVIRONMENT = {
  TELEGRAM_TOKEN: z
    .string({ error: 'expected the token that BotFather gives' })
    .regex(/^\d+:[\w-]{30,}$/, 'expected a number, a colon and letters, as BotFather shows it')
    .describe('BotFather’s token'),
  TELEGRAM_API: z.url().default('https://api.telegram.org').describe('The Bot API’s address'),
  TELEGRAM_WEBHOOK: z
    .url()
    .optional()
    .describe(
      'Public `https` address that Telegram posts updates to, on port 443, 80, 88 or 8443; long polling unless set',
    ),
  TELEGRAM_WEBHOOK_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Where the webhook listens, behind whatever ends TLS'),
  TELEGRAM_WEBHOOK_PORT: count(0).default(8443).describe('At which port'),
  TELEGRAM_ADMINS: ids.default([]).describe('Numbers of users that may use `/admin`, with commas between'),
  ...JOBS_ENVIRONMENT,
  LIMIT_IN_FLIGHT: count(1)
    .default(10)
    .describe('Unfinished edits of a person; an album is as many as its pictures'),
} as const;

export type Config = ReturnType<typeof readConfig>;

/** The bot's configuration. @throws DualeditError `configuration` */
export const readConfig = (environment?: NodeJS.ProcessEnv) =>
  checkStudio(readEnvironment(ENVIRONMENT, environment));

/** What must never be written down. */
export const secretsOf = ({ TELEGRAM_TOKEN, STUDIO_TOKEN, DATABASE_URL }: Config): string[] =>
  [TELEGRAM_TOKEN, STUDIO_TOKEN, DATABASE_URL].filter((secret) => secret !== undefined);
