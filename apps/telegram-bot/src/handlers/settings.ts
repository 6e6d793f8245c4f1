import { deleteStored, LANGUAGES, textsFor } from '@dualedit/conversation';
import { DEFAULT_METHOD, METHODS } from '@dualedit/core/methods';
import { InlineKeyboard } from 'grammy';
import type { CallbackQuery, Message } from 'grammy/types';
import { type BotContext, userOf } from '../bot-context.js';
import { type Choices, type Person, personOf, readChoices, type SendAs, writeChoices } from '../person.js';
import { rewrite } from '../post.js';
import { type Choice, writeChoice } from './choice.js';
import { reply } from './request.js';

/** `/settings`: how results are sent, the language, and how pictures are edited. */
export async function settings(context: BotContext, message: Message, person: Person): Promise<void> {
  const choices = await readChoices(context, person.id);
  await reply(context, message, textsFor(person.locale)('settings-title'), {
    reply_markup: keyboardOf(person, choices),
  });
}

/** What is either on or off. */
const SWITCHES = ['spoiler', 'variants', 'choose'] as const;

/** Methods in a row of the keyboard. */
const IN_A_ROW = 4;

function keyboardOf(
  { id: of, locale }: Person,
  { send, language = '', method = DEFAULT_METHOD, ...switches }: Choices,
): InlineKeyboard {
  const say = textsFor(locale);
  const mark = (chosen: boolean, label: string) => (chosen ? `✓ ${label}` : label);
  const ways = (['', 'photo', 'file'] as const).map((value) =>
    InlineKeyboard.text(
      mark((send ?? '') === value, say(`settings-${value || 'same'}`)),
      writeChoice({ of, what: 'send', value }),
    ),
  );
  const languages = LANGUAGES.map((value) =>
    InlineKeyboard.text(
      mark(language === value, nameOf(value)),
      writeChoice({ of, what: 'language', value }),
    ),
  );
  const own = InlineKeyboard.text(
    mark(language === '', say('settings-language')),
    writeChoice({ of, what: 'language', value: '' }),
  );
  const methods = Object.keys(METHODS).map((value) =>
    InlineKeyboard.text(
      mark(method === value, value),
      writeChoice({ of, what: 'method', value: value === DEFAULT_METHOD ? '' : value }),
    ),
  );
  const rows = Array.from({ length: Math.ceil(methods.length / IN_A_ROW) }, (_, row) =>
    methods.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  );
  const switched = SWITCHES.map((what) => {
    const isOn = switches[what] === 'on';
    return InlineKeyboard.text(
      mark(isOn, say(`settings-${what}`)),
      writeChoice({ of, what, value: isOn ? '' : 'on' }),
    );
  });
  return InlineKeyboard.from([ways, languages, [own], ...rows, ...switched.map((one) => [one])]);
}

/** A language in its own words, such as `Deutsch`. */
const nameOf = (language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(language)!;

/** A press under `/settings` or `/privacy`. @returns what the presser is told */
export async function choose(
  context: BotContext,
  query: CallbackQuery,
  { of, what, value }: Choice,
): Promise<string> {
  const before = await personOf(context, query.from);
  if (query.from.id !== of) return textsFor(before.locale)('not-yours');
  if (what === 'forget') {
    return deleteStored(textsFor(before.locale), context.jobs, userOf(of));
  }
  const { [what]: _, ...rest } = await readChoices(context, of);
  const choices: Choices = value === '' ? rest : { ...rest, [what]: value as SendAs };
  await writeChoices(context, of, choices);
  const person = await personOf(context, query.from);
  const say = textsFor(person.locale);
  if (query.message) {
    const shown = { text: say('settings-title'), keyboard: keyboardOf(person, choices), picture: undefined };
    await rewrite(context.api, query.message.chat.id, query.message.message_id, shown);
  }
  return say('settings-saved');
}
