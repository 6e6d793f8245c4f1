import { CommandError } from '@dualedit/commands';
import { readEdits } from '@dualedit/conversation';
import type { InversionName, MethodName } from '@dualedit/core';
import type { JobOptions } from '@dualedit/jobs';
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { flagsOf } from '../address.js';
import { completions } from '../completions.js';
import type { Desk } from '../desk.js';
import { ask, uploadRequest } from './request.js';

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

/** Completes the last edit of a command from the words that the pack knows, in the user's language. */
export async function complete({ pack }: Desk, interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused();
  const isWhole = isCommand(pack, interaction.locale, typed);
  const choices = completions(typed, {
    nouns: [],
    colors: [],
    ...pack.words,
    locale: interaction.locale,
    isWhole,
  });
  await interaction.respond(choices.map((value) => ({ name: value, value })));
}

function isCommand(pack: Desk['pack'], locale: string, text: string): boolean {
  try {
    return readEdits(pack, locale, text).length > 0;
  } catch (error) {
    if (CommandError.is(error)) return false;
    throw error;
  }
}
