import { ids, JOBS_ENVIRONMENT, readEnvironment } from '@dualedit/service';
import { z } from 'zod';

const SHAPE = {
  DISCORD_TOKEN: z
    .string({ error: 'expected the bot token of the developer page' })
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'expected three parts with dots between, as the developer page shows it',
    ),
  DISCORD_API: z.url().default('https://discord.com/api'),
  /** Where attachments may be fetched from. */
  DISCORD_CDN: ids.default(['https://cdn.discordapp.com', 'https://media.discordapp.net']),
  /** Registers commands in this guild alone, where they appear at once. */
  DISCORD_GUILD: z.string().regex(/^\d+$/, 'expected the id of a guild').optional(),
  /** Users that may use /admin. */
  DISCORD_ADMINS: ids.default([]),
  ...JOBS_ENVIRONMENT,
} as const;

export type Config = ReturnType<typeof readConfig>;

/** The bot's configuration. @throws DualeditError `configuration` */
export const readConfig = (environment?: NodeJS.ProcessEnv) => readEnvironment(SHAPE, environment);

/** What must never be written down. */
export const secretsOf = ({ DISCORD_TOKEN, DATABASE_URL }: Config): string[] =>
  [DISCORD_TOKEN, DATABASE_URL].filter((secret) => secret !== undefined);
