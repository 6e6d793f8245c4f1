import { count, flag, ids, readEnvironment } from '@dualedit/bot';
import { z } from 'zod';

const MIB = 2 ** 20;

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
  DATABASE_URL: z.string().optional(),
  DUALEDIT_JOBS: z.string().optional(),
  DUALEDIT_PACK: z.string().optional(),
  DUALEDIT_DEVICE: z.string().default('auto'),
  /** Whether this process edits too; off where workers run elsewhere. */
  DUALEDIT_WORKER: flag.default(true),
  LIMIT_IN_FLIGHT: count(1).optional(),
  LIMIT_PER_HOUR: count(1).optional(),
  LIMIT_QUEUE: count(1).optional(),
  LIMIT_MEGABYTES: count(1).optional(),
  LIMIT_MEGAPIXELS: count(1).optional(),
  ALLOW_LIST_ONLY: flag.optional(),
  HEALTH_PORT: count(0).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
} as const;

export type Config = ReturnType<typeof readConfig>;

/** The bot's configuration. @throws DualeditError `configuration` */
export const readConfig = (environment?: NodeJS.ProcessEnv) => readEnvironment(SHAPE, environment);

/** What must never be written down. */
export const secretsOf = ({ DISCORD_TOKEN, DATABASE_URL }: Config): string[] =>
  [DISCORD_TOKEN, DATABASE_URL].filter((secret) => secret !== undefined);

/** The limits of the job store, where the environment sets them. */
export function limitsOf(config: Config) {
  const limits = {
    inFlight: config.LIMIT_IN_FLIGHT,
    perHour: config.LIMIT_PER_HOUR,
    queueLength: config.LIMIT_QUEUE,
    pictureBytes: config.LIMIT_MEGABYTES && config.LIMIT_MEGABYTES * MIB,
    picturePixels: config.LIMIT_MEGAPIXELS && config.LIMIT_MEGAPIXELS * 1e6,
    allowListOnly: config.ALLOW_LIST_ONLY,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
