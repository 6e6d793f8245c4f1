const CARDINALS = 'two three four five six seven eight nine ten eleven twelve'.split(' ');
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** `two`…`twelve`, `2`…`12`. */
export function cardinal(word: string): number | undefined {
  const at = CARDINALS.indexOf(word.toLowerCase());
  if (at >= 0) return at + 2;
  return /^(?:[2-9]|1[0-2])$/.test(word) ? Number(word) : undefined;
}

/** `second`, `2nd`. */
export function ordinal(word: string): number | undefined {
  const at = ORDINALS.indexOf(word.toLowerCase());
  if (at >= 0) return at + 1;
  const numeral = /^([1-9]\d?)(?:st|nd|rd|th)$/i.exec(word);
  return numeral ? Number(numeral[1]) : undefined;
}
