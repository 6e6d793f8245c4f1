import { COMMAND_OPTIONS } from '../../src/command-options.js';
import type { EditSettings } from '../../src/contract.js';

/** An edit as it is in the window. */
export interface Asked {
  /** The name of the picture's file. */
  name: string;
  /** Id of the picture on the server. */
  picture: string;
  command: string;
  language: string;
  prompt: string;
  settings: EditSettings;
  variants: number;
  /** Names of the things whose masks were painted, with the index of their edit. */
  painted: readonly { name: string; index: number }[];
}

/** The same edit for a shell. Painted masks have to be saved under the names that it says. */
export function asCommandLine({
  name,
  command,
  language,
  prompt,
  settings,
  variants,
  painted,
}: Asked): string {
  const { format, protect, retry, force, details, ...plain } = settings;
  const base = name.replace(/\.\w+$/, '');
  return [
    'dualedit edit',
    quote(name),
    quote(command),
    ...(language === 'en' ? [] : ['--locale', language]),
    ...painted.flatMap((mask) => [
      '--mask',
      quote(`${mask.name}=${base}.${mask.name.replace(/\W+/g, '-')}-mask.png`),
    ]),
    ...Object.entries(plain).flatMap(([key, value]) => [
      COMMAND_OPTIONS[key as keyof EditSettings]!,
      String(value),
    ]),
    ...(prompt === '' ? [] : ['--prompt', quote(prompt)]),
    ...(variants > 1 ? ['--variants', String(variants)] : []),
    ...(protect === false ? ['--protect', 'none'] : []),
    ...(retry === false ? ['--no-retry'] : []),
    ...(force ? ['--force'] : []),
    ...(details ? ['--save-attention', quote(`${base}.attention`)] : []),
    ...(format && format !== 'same' ? ['-o', quote(`${base}.edited.${format}`)] : []),
  ].join(' ');
}

/** The same edit for the HTTP API. */
export function asRequest(
  { picture, command, language, prompt, settings, variants, painted }: Asked,
  origin: string,
): string {
  const body = {
    picture,
    command,
    ...(language !== 'en' && { language }),
    ...(prompt !== '' && { prompt }),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...(variants > 1 && { variants }),
    ...(painted.length > 0 && {
      masks: Object.fromEntries(painted.map(({ index }) => [index, '<base64 of a PNG>'])),
    }),
  };
  return `curl -s ${quote(`${origin}/v1/edits`)} -H 'content-type: application/json' -d ${quote(JSON.stringify(body))}`;
}

/** For POSIX shells: as it is, or in single quotes. */
function quote(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
