import { createHash } from 'node:crypto';
import { type REST, type RESTGetAPICurrentUserResult, Routes } from 'discord.js';
import { COMMANDS } from './commands.js';

/** Descriptions of Discord's that hold nothing of ours; ids and versions change with every registration. */
const essence = (command: Record<string, unknown>): string => {
  const { id, application_id, version, guild_id, ...own } = command;
  return JSON.stringify(sorted(own));
};

/** Values as they are compared: absent, null and empty are one, keys are in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(
      ([, one]) =>
        one !== null && one !== undefined && one !== false && !(Array.isArray(one) && one.length === 0),
    )
    .map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const digest = (commands: readonly object[]) =>
  createHash('sha256')
    .update(
      commands
        .map((one) => essence(one as Record<string, unknown>))
        .sort()
        .join('\n'),
    )
    .digest('hex');

/**
 * Registers the commands, for all guilds or for one, and only where they differ from what Discord has: a
 * guild takes 200 registrations a day.
 * @returns whether anything had to be registered
 */
export async function registerCommands(rest: REST, guild?: string): Promise<boolean> {
  const { id } = (await rest.get(Routes.user())) as RESTGetAPICurrentUserResult;
  const route = guild ? Routes.applicationGuildCommands(id, guild) : Routes.applicationCommands(id);
  const known = (await rest.get(route)) as object[];
  if (digest(known) === digest(COMMANDS)) return false;
  await rest.put(route, { body: COMMANDS });
  return true;
}
