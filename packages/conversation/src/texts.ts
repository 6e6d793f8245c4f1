import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sayWord } from '@dualedit/commands';
import { DualeditError } from '@dualedit/foundation';
import { DEFAULT_LIMITS, type Limits } from '@dualedit/jobs';
import { FluentBundle, FluentResource, type FluentValue } from '@fluent/bundle';
import type { Say } from './say.js';
import { sayWait } from './wait.js';

const FALLBACK = 'en';
const folder = new URL('../locales/', import.meta.url);

export type { Say };

const bundles = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ftl'))
    .map((name) => [name.slice(0, -'.ftl'.length), load(name)]),
);

function load(name: string): FluentBundle {
  // no isolation marks: they would stand in button labels and file captions
  const language = name.slice(0, -'.ftl'.length);
  // `WORD($thing)`: the name of a thing or a color that a model knows, in the language of the text
  const WORD = ([word = '']: FluentValue[]) => (typeof word === 'string' ? sayWord(word, language) : word);
  const bundle = new FluentBundle(language, { useIsolating: false, functions: { WORD } });
  const errors = bundle.addResource(
    new FluentResource(readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')),
  );
  if (errors.length > 0) throw errors[0];
  return bundle;
}

/** Languages that there are texts in, English first. */
export const LANGUAGES: readonly string[] = [
  FALLBACK,
  ...[...bundles.keys()].filter((one) => one !== FALLBACK).sort(),
];

/** The language of ours that serves a user's locale, such as `de` for `de-AT`; English where none does. */
export function languageFor(locale: string | undefined): string {
  const wanted = locale?.toLowerCase().split(/[-_]/)[0] ?? '';
  return bundles.has(wanted) ? wanted : FALLBACK;
}

/** The texts of a user's language. @throws Error for an id that no language has */
export function textsFor(locale: string | undefined): Say {
  const own = bundles.get(languageFor(locale))!;
  return (id, variables) => {
    const bundle = own.hasMessage(id) ? own : bundles.get(FALLBACK)!;
    const message = bundle.getMessage(id);
    if (!message?.value) throw new Error(`There is no text ${id}.`);
    return bundle.formatPattern(message.value, variables);
  };
}

/** What texts of errors name: the limits of pictures. */
export type PictureLimits = Pick<Limits, 'pictureBytes' | 'picturePixels'>;

/** What an error says of itself. */
interface Said {
  code: string;
  message: string;
  hint: string;
  received?: unknown;
}

/** What an error is about: where to look for it in the log, and what the texts of errors name. */
export interface About {
  /** Such as the id of a job or a request. */
  logId: string;
  /** {@link DEFAULT_LIMITS} unless given. */
  limits?: PictureLimits;
}

/**
 * An error as its user reads it: the text of their language for its code. What has none, such as a damaged model or a
 * server's address, is for whoever runs the bot: its user reads where it stands in the log.
 */
export function sayError(say: Say, error: Said, { logId, limits = DEFAULT_LIMITS }: About): string {
  const { code, message, hint, received } = error;
  const id = textOf(code);
  if (id === undefined) return say('error-unexpected', { id: logId });
  return say(id, {
    message,
    hint,
    received: typeof received === 'string' || typeof received === 'number' ? received : '',
    ...limitOf(say, received),
    megabytes: Math.floor(limits.pictureBytes / 2 ** 20),
    megapixels: Math.floor(limits.picturePixels / 1e6),
  });
}

/** What errors of limits and blocks say of themselves: how much was used, and when it is over. */
function limitOf(say: Say, received: unknown) {
  const {
    used = 0,
    most = 0,
    reason = 'none',
    seconds,
  } = (received ?? {}) as Partial<Record<'used' | 'most' | 'seconds', number> & { reason: string }>;
  return { used, most, reason, wait: seconds === undefined ? 'none' : sayWait(say, seconds) };
}

/** Whether an error's user can do something about it, and there is a text that says what. */
export const isForUser = ({ code }: { code: string }): boolean => textOf(code) !== undefined;

const textOf = (code: string): string | undefined =>
  [`error-${code}`, ...(code.startsWith('command-') ? ['error-command'] : [])].find((id) =>
    bundles.get(FALLBACK)!.hasMessage(id),
  );

/** Whatever was thrown, as its user reads it; what is not ours is named by its id in the log alone. */
export function sayThrown(say: Say, thrown: unknown, about: About): string {
  return DualeditError.is(thrown)
    ? sayError(say, thrown, about)
    : say('error-unexpected', { id: about.logId });
}
