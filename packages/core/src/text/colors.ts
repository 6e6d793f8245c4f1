const COLORS = new Set(
  (
    'red orange yellow green blue purple violet pink white black brown grey gray gold golden silver cyan teal ' +
    'turquoise magenta maroon navy beige olive lime indigo crimson scarlet coral salmon tan cream lavender'
  ).split(' '),
);

/** Whether a word names a colour: a new colour replaces an old one that stands before the same noun. */
export function isColor(word: string): boolean {
  return COLORS.has(word.toLowerCase());
}
