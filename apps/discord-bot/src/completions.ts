import { wordForms } from '@dualedit/commands';

/** Discord shows no more, and no longer ones. */
const [MOST_CHOICES, LONGEST_CHOICE] = [25, 100];
/** Of each kind, what a thing could become before its arrow is typed. */
const EXAMPLES = 3;

interface Completable {
  /** English words that the pack knows. */
  nouns: readonly string[];
  colors: readonly string[];
  /** Whose words are offered; English ones are offered to who types them. */
  locale?: string;
  /** Whether what is typed is a command already. */
  isWhole: boolean;
}

/** What could follow: things of the pack before an arrow, things and colors after it. */
export function completions(typed: string, { nouns, colors, locale, isWhole }: Completable): string[] {
  const [, before = '', last = ''] = /^(.*[,;]\s*)?(.*)$/s.exec(typed) ?? [];
  const [, source, target] = arrow(locale).exec(last) ?? [];
  const offered =
    source === undefined
      ? starting(nouns, last, locale).flatMap(({ shown, english, language }) => {
          const others = nouns.filter((noun) => noun !== english).slice(0, EXAMPLES);
          const words = [...others, ...colors.slice(0, EXAMPLES)];
          return words.map((word) => `${shown}→${wordForms(word, language)[0]}`);
        })
      : starting([...colors, ...without(nouns, source, locale)], target ?? '', locale).map(
          ({ shown }) => `${source}→${shown}`,
        );
  const whole = isWhole ? [typed] : [];
  return [...new Set([...whole, ...offered.map((one) => `${before}${one}`)])]
    .filter((one) => one.length > 0 && one.length <= LONGEST_CHOICE)
    .slice(0, MOST_CHOICES);
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

/** What a thing may become: any but itself. */
function without(nouns: readonly string[], source: string, locale: string | undefined): string[] {
  const said = source.toLowerCase();
  return nouns.filter((noun) => wordForms(noun, locale).every((form) => form.toLowerCase() !== said));
}

/** What stands between a thing and what it becomes: an arrow, or a word for it. */
function arrow(locale: string | undefined): RegExp {
  return new RegExp(`^(.*?)(?:\\s*(?:→|->|=>)|\\s(?:${wordForms('to', locale).join('|')})\\s)\\s*(.*)$`, 's');
}
