import type { Say } from '@dualedit/conversation';
import {
  ActionRowBuilder,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonBuilder,
  ButtonStyle,
} from 'discord.js';

const WRITTEN = /^offer:(fix|invert|as-it-is):(\d+)$/;
const LONGEST_LABEL = 80;

type Offer = 'fix' | 'invert' | 'as-it-is';

/** Buttons that ask once more: in the words that were probably meant, or with a mask that looks inverted. */
export function offersFor(
  say: Say,
  interaction: string,
  { meant, code }: { meant: string | undefined; code: string },
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const offers: [Offer, string][] = [
    ...(meant === undefined ? [] : ([['fix', meant]] as [Offer, string][])),
    ...(code === 'mask-inverted'
      ? ([
          ['invert', say('button-invert')],
          ['as-it-is', say('button-as-it-is')],
        ] as [Offer, string][])
      : []),
  ];
  if (offers.length === 0) return [];
  const buttons = offers.map(([offer, label]) =>
    new ButtonBuilder()
      .setCustomId(`offer:${offer}:${interaction}`)
      .setLabel([...label].slice(0, LONGEST_LABEL).join(''))
      .setStyle(ButtonStyle.Primary),
  );
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(buttons);
  return [row.toJSON() as APIActionRowComponent<APIComponentInMessageActionRow>];
}

/** What a button of {@link offersFor} offers, and about which interaction; undefined for other buttons. */
export function readOffer(customId: string): { offer: Offer; id: string } | undefined {
  const [, offer, id] = WRITTEN.exec(customId) ?? [];
  return offer && id ? { offer: offer as Offer, id } : undefined;
}
