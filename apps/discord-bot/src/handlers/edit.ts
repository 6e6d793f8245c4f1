import { CommandError } from '@dualedit/commands';
import { readEdits } from '@dualedit/conversation';
import type { InversionName, MethodName } from '@dualedit/core';
import type { JobOptions } from '@dualedit/jobs';
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { flagsOf } from '../address.js';
import type { Desk } from '../desk.js';
import { ask, uploadRequest } from './request.js';

const MOST_CHOICES = 25;
const CHOICE = 100;

/** `/edit` */
export async function edit(desk: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  const { options } = interaction;
  const hidden = options.getBoolean('private') ?? false;
  await interaction.deferReply(flagsOf(hidden));
  const prompt = options.getString('prompt');
  const strength = options.getNumber('strength');
  const method = options.getString('method') as MethodName | null;
  const inversion = options.getString('inversion') as InversionName | null;
  const seed = options.getInteger('seed');
  const given: JobOptions = {
    ...(prompt === null ? {} : { prompt }),
    ...(strength === null ? {} : { strength }),
    ...(method === null ? {} : { method }),
    ...(inversion === null ? {} : { inversion }),
    ...(seed === null ? {} : { seed }),
  };
  const command = options.getString('command', true);
  await ask(desk, interaction, hidden, () =>
    uploadRequest(desk, options.getAttachment('image', true), { command, locale: interaction.locale }, given),
  );
}

/** Completes the last edit of a command from the words that the pack knows. */
export async function complete({ pack }: Desk, interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused();
  const isWhole = isCommand(pack, interaction.locale, typed);
  const choices = completions(typed, { nouns: [], colors: [], ...pack.words, isWhole });
  await interaction.respond(choices.map((value) => ({ name: value, value })));
}

interface Completable {
  nouns: readonly string[];
  colors: readonly string[];
  /** Whether what is typed is a command already. */
  isWhole: boolean;
}

/** What could follow: things of the pack before an arrow, things and colors after it. */
export function completions(typed: string, { nouns, colors, isWhole }: Completable): string[] {
  const [, before = '', last = ''] = /^(.*[,;]\s*)?(.*)$/s.exec(typed) ?? [];
  const [, source, target] = /^(.*?)\s*(?:→|->|=>|\bto\b)\s*(.*)$/s.exec(last) ?? [];
  const starting = (words: readonly string[], start: string) =>
    words.filter((word) => word.startsWith(start.toLowerCase().trim()));
  const offered =
    source === undefined
      ? starting(nouns, last).flatMap((noun) =>
          [...nouns.filter((other) => other !== noun).slice(0, 3), ...colors.slice(0, 3)].map(
            (word) => `${noun}→${word}`,
          ),
        )
      : starting([...colors, ...nouns.filter((noun) => noun !== source)], target ?? '').map(
          (word) => `${source}→${word}`,
        );
  const whole = isWhole ? [typed] : [];
  return [...new Set([...whole, ...offered.map((one) => `${before}${one}`)])]
    .filter((one) => one.length > 0 && one.length <= CHOICE)
    .slice(0, MOST_CHOICES);
}

function isCommand(pack: Desk['pack'], locale: string, text: string): boolean {
  try {
    return readEdits(pack, locale, text).length > 0;
  } catch (error) {
    if (CommandError.is(error)) return false;
    throw error;
  }
}
