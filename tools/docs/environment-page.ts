import { JOBS_ENVIRONMENT } from '@dualedit/service';
import { ENVIRONMENT as DISCORD } from '../../apps/discord-bot/src/config.js';
import { ENVIRONMENT as TELEGRAM } from '../../apps/telegram-bot/src/config.js';

/** What of a schema's insides this reads. */
interface Schema {
  description?: string;
  def: {
    type: string;
    innerType?: Schema;
    in?: Schema;
    defaultValue?: unknown;
    entries?: Record<string, string>;
  };
}
type Shape = Readonly<Record<string, unknown>>;

/** Every variable of both bots, from the schemas that read them. */
export function environmentPage(): string {
  return `# Environment of bots

Every variable may be a file instead: \`NAME_FILE\` holds the path of a file with the value, as container secrets come. What is missing or wrong is said at the start, all of it at once and without any value.

## Both bots

${table(JOBS_ENVIRONMENT)}

## Discord

${table(without(DISCORD, JOBS_ENVIRONMENT))}

## Telegram

${table(without(TELEGRAM, JOBS_ENVIRONMENT))}

## Worker

\`dualedit worker\` reads \`DATABASE_URL\` (or \`DATABASE_URL_FILE\`) and \`DUALEDIT_JOBS\`; everything else is an option (\`dualedit worker --help\`).
`;
}

/** Variables that are a program's own, or that it reads in another way. */
function without(shape: Shape, common: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([name, schema]) => common[name] !== schema));
}

function table(shape: Shape): string {
  const rows = Object.entries(shape).map(([name, given]) => {
    const schema = given as Schema;
    const { description } = schema;
    if (description === undefined) throw new Error(`${name} has no description.`);
    const values = valuesOf(schema);
    const about = values === '' ? description : `${description}: ${values}`;
    return `| \`${name}\` | ${about} | ${defaultOf(schema)} |`;
  });
  return ['| variable | what it is | default |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What a variable may be, if that is one of a few; switches are `on` or `off`. */
function valuesOf({ def }: Schema): string {
  const inner = def.innerType ?? def.in;
  if (inner) return valuesOf(inner);
  const values = Object.values(def.entries ?? {});
  return values.includes('yes') ? '`on` or `off`' : values.map((value) => `\`${value}\``).join(', ');
}

function defaultOf({ def }: Schema): string {
  if (def.type === 'optional') return '';
  if (def.type !== 'default') return '**required**';
  const { defaultValue: value } = def;
  if (typeof value === 'boolean') return value ? '`on`' : '`off`';
  if (Array.isArray(value)) return value.map((one) => `\`${one}\``).join(' ');
  return `\`${value}\``;
}
