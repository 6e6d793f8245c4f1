import { checkStudio, ids, JOBS_ENVIRONMENT, readEnvironment } from '@dualedit/service';
import { z } from 'zod';

/** One schema per variable; `docs/reference/environment.md` is made of them. */
export const ENVIRONMENT = {
  DISCORD_TOKEN: z
    .string({ error: 'expected the bot token of the developer page' })
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'expected three parts with dots between, as the developer page shows it',
    )
    .describe('The bot token of the developer page'),
  DISCORD_API: z.url().default('https://discord.com/api').describe('Discord’s address'),
  DISCORD_CDN: ids
    .default([
      'https://cdn.discordapp.com',
      'https://media.discordapp.net',
      // where Discord keeps the pictures of links that it shows
      'https://images-ext-1.discordapp.net',
      'https://images-ext-2.discordapp.net',
    ])
    .describe('Where pictures may be fetched from; nothing else is'),
  DISCORD_GUILD: z
    .string()
    .regex(/^\d+$/, 'expected the id of a guild')
    .optional()
    .describe('Registers the commands in this server alone, where they appear at once'),
  DISCORD_ADMINS: ids.default([]).describe('Ids of users that may use `/admin`, with commas between'),
  ...JOBS_ENVIRONMENT,
} as const;

export type Config = ReturnType<typeof readConfig>;

/** The bot's configuration. @throws DualeditError `configuration` */
export const readConfig = (environment?: NodeJS.ProcessEnv) =>
  checkStudio(readEnvironment(ENVIRONMENT, environment));

/** What must never be written down. */
export const secretsOf = ({ DISCORD_TOKEN, STUDIO_TOKEN, DATABASE_URL }: Config): string[] =>
  [DISCORD_TOKEN, STUDIO_TOKEN, DATABASE_URL].filter((secret) => secret !== undefined);
