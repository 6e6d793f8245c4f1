import fc from 'fast-check';

/** A canonical edit of one thing: a new color, another thing, another thing in a color, or nothing. */
export interface Meant {
  noun: string;
  which?: 'left' | 'right';
  /** All of them, or two. */
  many?: 'all' | 'both';
  color?: string;
  other?: string;
}

/** The words and sentences of one language. Gender and case are as in `thing`, without articles where it has several. */
export interface Grammar {
  /** Noun → plain form, plural, and what precedes it as an object (`den Hut`) and as a subject. */
  nouns: Record<string, { one: string; many: string; object: string; subject: string; new: string }>;
  colors: Record<string, string>;
  /** A new thing in a color: `Hut, rot → roter Hut`. */
  colored: (noun: string, color: string) => string;
  all: string;
  both: string;
  /** Adjectives of side with the noun. */
  sided: (noun: string, side: 'left' | 'right') => string;
  recolored: ((what: string, subject: string, color: string) => string)[];
  replaced: ((what: string, subject: string, fresh: string) => string)[];
  removed: ((what: string) => string)[];
  background: string[];
  polite: string[];
  joins: string[];
}

const plain = (what: string, _: string, as: string) => `${what}→${as}`;
const spaced = (what: string, _: string, as: string) => `${what} -> ${as}`;

const english: Grammar = {
  nouns: nounsOf({
    cat: ['cat', 'cats', 'the cat', 'the cat', 'a cat'],
    dog: ['dog', 'dogs', 'the dog', 'my dog', 'a dog'],
    hat: ['hat', 'hats', 'the hat', 'the hat', 'a hat'],
    ball: ['ball', 'balls', 'the ball', 'this ball', 'a ball'],
    cup: ['cup', 'cups', 'the cup', 'the cup', 'a cup'],
  }),
  colors: { red: 'red', green: 'green', blue: 'blue', yellow: 'yellow' },
  colored: (noun, color) => `${color} ${noun}`,
  all: 'all',
  both: 'both',
  sided: (noun, side) => `${side} ${noun}`,
  recolored: [
    plain,
    spaced,
    (what, _, as) => `make ${what} ${as}`,
    (what, _, as) => `paint ${what} ${as}`,
    (_, what, as) => `${what} should be ${as}`,
    (_, what, as) => `${what}: ${as}`,
  ],
  replaced: [
    plain,
    spaced,
    (what, _, as) => `turn ${what} into ${as}`,
    (what, _, as) => `replace ${what} with ${as}`,
    (_, what, as) => `${what} becomes ${as}`,
  ],
  removed: [(what) => `remove ${what}`, (what) => `${what}→nothing`, (what) => `get rid of ${what}`],
  background: ['background→snow', 'change the background to snow', 'replace the background with snow'],
  polite: ['', 'please '],
  joins: ['. ', '; ', ' and then '],
};

const german: Grammar = {
  nouns: nounsOf({
    cat: ['Katze', 'Katzen', 'die Katze', 'die Katze', 'eine Katze'],
    dog: ['Hund', 'Hunde', 'den Hund', 'der Hund', 'ein Hund'],
    hat: ['Hut', 'Hüte', 'den Hut', 'mein Hut', 'ein Hut'],
    ball: ['Ball', 'Bälle', 'den Ball', 'der Ball', 'ein Ball'],
    cup: ['Tasse', 'Tassen', 'die Tasse', 'die Tasse', 'eine Tasse'],
  }),
  colors: { red: 'rot', green: 'grün', blue: 'blau', yellow: 'gelb' },
  colored: (noun, color) => `${color}e ${noun}`,
  all: 'alle',
  both: 'beide',
  sided: (noun, side) => `${side === 'left' ? 'linke' : 'rechte'} ${noun}`,
  recolored: [
    plain,
    spaced,
    (what, _, as) => `mach ${what} ${as}`,
    (what, _, as) => `färbe ${what} ${as}`,
    (_, what, as) => `${what} wird ${as}`,
    (_, what, as) => `${what}: ${as}`,
  ],
  replaced: [
    plain,
    spaced,
    (what, _, as) => `verwandle ${what} in ${as}`,
    (what, _, as) => `ersetze ${what} durch ${as}`,
    (_, what, as) => `${what} wird ${as}`,
  ],
  removed: [(what) => `entferne ${what}`, (what) => `lösche ${what}`, (what) => `${what}→nichts`],
  background: ['Hintergrund→Schnee', 'der Hintergrund wird Schnee', 'ersetze den Hintergrund durch Schnee'],
  polite: ['', 'bitte '],
  joins: ['. ', '; ', ' und dann ', ', '],
};

const spanish: Grammar = {
  nouns: nounsOf({
    cat: ['gato', 'gatos', 'el gato', 'mi gato', 'un gato'],
    dog: ['perro', 'perros', 'el perro', 'el perro', 'un perro'],
    hat: ['sombrero', 'sombreros', 'el sombrero', 'el sombrero', 'un sombrero'],
    ball: ['pelota', 'pelotas', 'la pelota', 'la pelota', 'una pelota'],
    cup: ['taza', 'tazas', 'la taza', 'la taza', 'una taza'],
  }),
  colors: { red: 'rojo', green: 'verde', blue: 'azul', yellow: 'amarilla' },
  colored: (noun, color) => `${noun} ${color}`,
  all: 'todos los',
  both: 'ambos',
  sided: (noun, side) => `${noun} ${side === 'left' ? 'izquierdo' : 'derecho'}`,
  recolored: [plain, spaced, (_, what, as) => `${what}: ${as}`, (_, what, as) => `${what} se vuelve ${as}`],
  replaced: [
    plain,
    spaced,
    (what, _, as) => `convierte ${what} en ${as}`,
    (what, _, as) => `cambia ${what} por ${as}`,
    (what, _, as) => `sustituye ${what} por ${as}`,
  ],
  removed: [(what) => `quita ${what}`, (what) => `elimina ${what}`, (what) => `${what}→nada`],
  background: ['fondo→nieve', 'cambia el fondo por nieve'],
  polite: ['', 'por favor '],
  joins: ['. ', '; ', ' y luego ', ', '],
};

const french: Grammar = {
  nouns: nounsOf({
    cat: ['chat', 'chats', 'le chat', 'mon chat', 'un chat'],
    dog: ['chien', 'chiens', 'le chien', 'le chien', 'un chien'],
    hat: ['chapeau', 'chapeaux', 'le chapeau', 'le chapeau', 'un chapeau'],
    ball: ['balle', 'balles', 'la balle', 'la balle', 'une balle'],
    cup: ['tasse', 'tasses', 'la tasse', 'ma tasse', 'une tasse'],
  }),
  colors: { red: 'rouge', green: 'vert', blue: 'bleue', yellow: 'jaune' },
  colored: (noun, color) => `${noun} ${color}`,
  all: 'tous les',
  both: 'les deux',
  sided: (noun, side) => `${noun} ${side === 'left' ? 'gauche' : 'droit'}`,
  recolored: [plain, spaced, (_, what, as) => `${what} : ${as}`, (_, what, as) => `${what} devient ${as}`],
  replaced: [
    plain,
    spaced,
    (what, _, as) => `transforme ${what} en ${as}`,
    (what, _, as) => `remplace ${what} par ${as}`,
    (_, what, as) => `${what} devient ${as}`,
  ],
  removed: [(what) => `enlève ${what}`, (what) => `supprime ${what}`, (what) => `${what}→rien`],
  background: ['fond→neige', 'remplace le fond par neige'],
  polite: ['', "s'il te plaît "],
  joins: ['. ', '; ', ' puis ', ', '],
};

const russian: Grammar = {
  nouns: nounsOf({
    cat: ['кошка', 'кошки', 'кошку', 'кошка', 'кошку'],
    dog: ['собака', 'собаки', 'собаку', 'собака', 'собаку'],
    hat: ['шляпа', 'шляпы', 'шляпу', 'шляпа', 'шляпу'],
    ball: ['мяч', 'мячи', 'мяч', 'мяч', 'мяч'],
    cup: ['чашка', 'чашки', 'чашку', 'чашка', 'чашку'],
  }),
  colors: { red: 'красная', green: 'зелёная', blue: 'синяя', yellow: 'жёлтая' },
  colored: (noun, color) => `${color} ${noun}`,
  all: 'все',
  both: 'обе',
  sided: (noun, side) => `${side === 'left' ? 'левая' : 'правая'} ${noun}`,
  recolored: [plain, spaced, (_, what, as) => `${what}: ${as}`, (what, _, as) => `сделай ${what} ${as}`],
  replaced: [plain, spaced, (what, _, as) => `преврати ${what} в ${as}`],
  removed: [(what) => `удали ${what}`, (what) => `убери ${what}`, (what) => `${what}→ничего`],
  background: ['фон→снег'],
  polite: ['', 'пожалуйста '],
  joins: ['. ', '; ', ' затем ', ', '],
};

/** By locale. */
export const GRAMMARS: Record<string, Grammar> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  ru: russian,
};

function nounsOf(table: Record<string, [string, string, string, string, string]>): Grammar['nouns'] {
  return Object.fromEntries(
    Object.entries(table).map(([noun, [one, many, object, subject, fresh]]) => [
      noun,
      { one, many, object, subject, new: fresh },
    ]),
  );
}

const NOUNS = Object.keys(english.nouns);
/** Any such edit. */
export const meant: fc.Arbitrary<Meant> = fc
  .record(
    {
      noun: fc.constantFrom(...NOUNS),
      which: fc.constantFrom('left' as const, 'right' as const),
      many: fc.constantFrom('all' as const, 'both' as const),
      color: fc.constantFrom(...Object.keys(english.colors)),
      other: fc.constantFrom(...NOUNS),
    },
    { requiredKeys: ['noun'] },
  )
  .map(({ which, many, ...rest }) => ({
    ...rest,
    ...(which && !many && { which }),
    ...(many && { many }),
  }))
  .filter(({ noun, other }) => noun !== other);

/** An edit as a command in canonical form. */
export function canonical({ noun, which, many, color, other }: Meant): string {
  const source = many ? `${many === 'both' ? 'both ' : ''}${noun}s` : which ? `${which} ${noun}` : noun;
  const target = other ? [color, many ? `${other}s` : other].filter(Boolean).join(' ') : color;
  return `${source}→${target ?? 'nothing'}`;
}

/** An edit as a sentence. @param template chooses one of those that fit */
export function said(grammar: Grammar, edit: Meant, template: number): string {
  const { noun, which, many, color, other } = edit;
  const word = grammar.nouns[noun]!;
  const named = many ? `${grammar[many]} ${word.many}` : which ? grammar.sided(word.one, which) : undefined;
  const [object, subject] = [named ?? word.object, named ?? word.subject];
  const pick = <T>(some: readonly T[]) => some[template % some.length]!;
  if (!other && !color) return pick(grammar.removed)(object);
  if (!other) return pick(grammar.recolored)(object, subject, grammar.colors[color!]!);
  const fresh = many
    ? grammar.nouns[other]!.many
    : color
      ? grammar.nouns[other]!.one
      : grammar.nouns[other]!.new;
  return pick(grammar.replaced)(
    object,
    subject,
    color ? grammar.colored(fresh, grammar.colors[color]!) : fresh,
  );
}
