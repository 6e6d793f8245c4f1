import { textsFor } from '@dualedit/conversation';
import type { ButtonInteraction } from 'discord.js';
import { flagsOf, isHidden } from '../address.js';
import { type BotContext, userOf } from '../bot-context.js';
import { onlyFor } from './answer-press.js';
import { readOffer } from './offers.js';
import { askFor } from './request.js';
import type { Wish } from './wish.js';

/** Asks for what was remembered, as the button says. What somebody else was offered is not remembered of the presser. */
export async function takeOffer(context: BotContext, interaction: ButtonInteraction): Promise<void> {
  const { offer, id } = readOffer(interaction.customId)!;
  const say = textsFor(interaction.locale);
  const noted = await context.jobs.notes.read(userOf(interaction.user.id), `asked:${id}`);
  if (noted === undefined) return void (await interaction.reply(onlyFor(say('not-yours'))));
  const wish = noted as unknown as Wish;
  const doubtful = offer === 'fix' ? {} : { doubtful: offer };
  await interaction.deferReply(flagsOf(wish.hidden || isHidden(interaction.message)));
  await askFor(context, interaction, { ...wish, ...doubtful }, { key: `offer:${id}` });
}
