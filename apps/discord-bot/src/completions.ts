import { wordForms } from '@dualedit/commands';

/** Discord shows no more, and no longer ones. */
const [MOST_CHOICES, LONGEST_CHOICE] = [25, 100];
/** Of each kind, what a thing could become before its arrow is typed. */
const EXAMPLES = 3;
/** Words of the grammar, beside those of the pack. */
const BACKGROUND = 'background';
const NOTHING = 'nothing';

interface Completable {
  /** English words that the pack knows. */
  nouns: readonly string[];
  colors: readonly string[];
  materials: readonly string[];
  backgrounds: readonly string[];
  /** Whose words are offered; English ones are offered to who types them. */
  locale?: string;
  /** Whether what is typed is a command already. */
  isWhole: boolean;
}

/** What could follow: things of the pack or the background before an arrow; what they may become after it. */
export function completions(typed: string, words: Completable): string[] {
  const { locale } = words;
  const [, before = '', last = ''] = /^(.*[,;]\s*)?(.*)$/s.exec(typed) ?? [];
  const [, source, target] = arrow(locale).exec(last) ?? [];
  const offered =
    source === undefined
      ? starting([...words.nouns, BACKGROUND], last, locale).flatMap(({ shown, english, language }) =>
          examples(english, words).map((word) => `${shown}→${wordForms(word, language)[0]}`),
        )
      : starting(targets(source, words), target ?? '', locale).map(({ shown }) => `${source}→${shown}`);
  const whole = words.isWhole ? [typed] : [];
  return [...new Set([...whole, ...offered.map((one) => `${before}${one}`)])]
    .filter((one) => one.length > 0 && one.length <= LONGEST_CHOICE)
    .slice(0, MOST_CHOICES);
}

/** A few things that a thing could become. */
function examples(noun: string, { nouns, colors, materials, backgrounds }: Completable): string[] {
  if (noun === BACKGROUND) return backgrounds.slice(0, EXAMPLES);
  const others = nouns.filter((other) => other !== noun);
  return [...others.slice(0, EXAMPLES), ...colors.slice(0, EXAMPLES), ...materials.slice(0, 1), NOTHING];
}

/** Whatever a thing may become: any but itself. */
function targets(source: string, { nouns, colors, materials, backgrounds, locale }: Completable): string[] {
  const said = source.toLowerCase().trim();
  const is = (noun: string) => wordForms(noun, locale).some((form) => form.toLowerCase() === said);
  if (is(BACKGROUND)) return [...backgrounds];
  return [...colors, ...nouns.filter((noun) => !is(noun)), ...materials, NOTHING];
}

/** A word that begins as typed: the first of its forms that does, and whose language that is. */
interface Match {
  shown: string;
  english: string;
  language: string | undefined;
}

function starting(words: readonly string[], typed: string, locale: string | undefined): Match[] {
  const start = typed.toLowerCase().trim();
  return words.flatMap((english) => {
    const shown = wordForms(english, locale).find((form) => form.toLowerCase().startsWith(start));
    if (shown === undefined) return [];
    return [{ shown, english, language: shown === english ? undefined : locale }];
  });
}

/** What stands between a thing and what it becomes: an arrow, or a word for it. */
function arrow(locale: string | undefined): RegExp {
  return new RegExp(`^(.*?)(?:\\s*(?:→|->|=>)|\\s(?:${wordForms('to', locale).join('|')})\\s)\\s*(.*)$`, 's');
}
