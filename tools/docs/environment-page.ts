import { JOBS_ENVIRONMENT } from '@dualedit/service';
import { z } from 'zod';

interface Property {
  type?: string;
  enum?: string[];
  minimum?: number;
}

/** Variables that all bots share, from the schema that reads them. */
export function environmentPage(): string {
  const schema = z.toJSONSchema(z.object(JOBS_ENVIRONMENT), { io: 'input' });
  const defaults: Record<string, unknown> = z.object(JOBS_ENVIRONMENT).parse({});
  const rows = Object.entries(schema.properties as Record<string, Property>).map(
    ([name, property]) => `| \`${name}\` | ${valuesOf(property)} | ${shown(defaults[name])} |`,
  );
  return `# Environment of bots

Every variable may be a file instead: \`NAME_FILE\` holds the path of a file with the value, as container secrets come. What each is for, and the variables of one platform, are in the READMEs of the [Discord bot](../../apps/discord-bot/README.md) and the [Telegram bot](../../apps/telegram-bot/README.md).

| variable | values | default |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function valuesOf({ type, enum: values, minimum }: Property): string {
  if (values?.includes('yes')) return '`1` or `0`; also `true`, `yes`, `on` and their opposites';
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  return type === 'string' ? 'text' : `a whole number, at least ${minimum}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  return `\`${typeof value === 'boolean' ? Number(value) : value}\``;
}
