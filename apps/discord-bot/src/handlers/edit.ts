import { CommandError } from '@dualedit/commands';
import { readEdits } from '@dualedit/conversation';
import type { InversionName, MethodName } from '@dualedit/core';
import type { JobOptions } from '@dualedit/jobs';
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { flagsOf } from '../address.js';
import type { BotContext } from '../bot-context.js';
import { completions } from '../completions.js';
import { askFor } from './request.js';
import { picked } from './wish.js';

const PICTURES = ['picture', 'picture2', 'picture3', 'picture4'];

/** `/edit`: each picture is a job of its own, with a message of its own. */
export async function edit(context: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  const { options } = interaction;
  const hidden = options.getBoolean('private') ?? false;
  const spoiler = options.getBoolean('spoiler') ?? false;
  await interaction.deferReply(flagsOf(hidden));
  const command = options.getString('command', true);
  const mask = options.getAttachment('mask');
  const pictures = PICTURES.flatMap((name) => options.getAttachment(name) ?? []);
  for (const [at, attachment] of pictures.entries()) {
    const wish = {
      command,
      picture: picked(attachment),
      options: optionsOf(interaction),
      ...(mask && { mask: picked(mask) }),
      hidden,
      spoiler,
    };
    const further = at === 0 ? {} : { isFurther: true, key: `interaction:${interaction.id}:${at}` };
    await askFor(context, interaction, wish, further);
  }
}

function optionsOf({ options }: ChatInputCommandInteraction): JobOptions {
  const prompt = options.getString('prompt');
  const strength = options.getNumber('strength');
  const method = options.getString('method') as MethodName | null;
  const inversion = options.getString('inversion') as InversionName | null;
  const seed = options.getInteger('seed');
  const variants = options.getInteger('variants');
  return {
    ...(prompt === null ? {} : { prompt }),
    ...(strength === null ? {} : { strength }),
    ...(method === null ? {} : { method }),
    ...(inversion === null ? {} : { inversion }),
    ...(seed === null ? {} : { seed }),
    ...(variants === null ? {} : { variants }),
    ...(options.getBoolean('choose') ? { choose: [] } : {}),
  };
}

/** Completes the last edit of a command from the words that the pack knows, in the user's language. */
export async function complete({ pack }: BotContext, interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused();
  const isWhole = isCommand(pack, interaction.locale, typed);
  const choices = completions(typed, {
    nouns: [],
    colors: [],
    materials: [],
    backgrounds: [],
    ...pack.words,
    locale: interaction.locale,
    isWhole,
  });
  await interaction.respond(choices.map((value) => ({ name: value, value })));
}

function isCommand(pack: BotContext['pack'], locale: string, text: string): boolean {
  try {
    return readEdits(pack, locale, text).length > 0;
  } catch (error) {
    if (CommandError.is(error)) return false;
    throw error;
  }
}
