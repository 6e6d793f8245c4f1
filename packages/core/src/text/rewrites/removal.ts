import { isLook } from '../looks.js';
import { wordsOf } from '../phrases.js';
import type { Place } from '../places.js';
import type { Rewrite } from './rewrite.js';

/** What joins two things in a caption. */
const JOINT =
  '(?:and|with|wearing|holding|next to|beside|behind|in front of|to the (?:left|right) of|under|above|on|in)';
/** The end of a word is no joint: `lion`. */
const JOINT_BEFORE = new RegExp(`(?:\\s*(?:,|(?<!\\p{L})${JOINT})\\s+)+$`, 'iu');
/** Of them, those that do not begin a place: `on the grass`. */
const JOINT_AFTER =
  /^\s*(?:,|(?:and|with|wearing|holding|next to|beside|behind|in front of|to the (?:left|right) of|under|above)\b)\s*/i;
const OPENING = /(?:\s+of|^there (?:is|are))\s+$/i;
/** What is left to say of a picture of nothing. */
const EMPTY = 'a picture';

/**
 * `a cat with a red hat on the grass`: `a cat on the grass` without the hat, `on the grass` without the cat.
 * @param worn what goes with the thing
 */
export function rewriteRemoval({ noun }: Place, prompt: string, worn: readonly string[] = []): Rewrite {
  let [start, end] = [startOfPhrase(noun.start, prompt), endWithWorn(noun.end, prompt, worn)];
  const joint = JOINT_BEFORE.exec(prompt.slice(0, start));
  if (joint) start = joint.index;
  else {
    end += JOINT_AFTER.exec(prompt.slice(end))?.[0].length ?? 0;
    const isLast = !/^\s*an?\s/i.test(prompt.slice(end));
    if (isLast) start = OPENING.exec(prompt.slice(0, start))?.index ?? start;
    if (start === 0) end += /^\s*/.exec(prompt.slice(end))![0].length;
  }
  const text = start === 0 && end === prompt.length ? EMPTY : '';
  return {
    source: noun,
    removed: noun,
    cut: { start, end },
    text,
    added: { start: 0, end: 0 },
    until: end,
    before: 0,
  };
}

/** Where a noun's phrase begins: at its article, or at the colors before it. */
function startOfPhrase(noun: number, prompt: string): number {
  const words = wordsOf(prompt.slice(0, noun)).reverse();
  let start = noun;
  for (const { text, start: at, end } of words.slice(0, 4)) {
    if (prompt.slice(end, start).trim() !== '') return start;
    if (/^(?:an?|the)$/i.test(text)) return at;
    if (!isLook(text)) return start;
    start = at;
  }
  return start;
}

function endWithWorn(end: number, prompt: string, worn: readonly string[]): number {
  for (const name of worn) {
    const rest = prompt.slice(end);
    const said = new RegExp(
      `^\\s+(?:wearing|with|in|and)\\s+(?:an?|the)\\s+(?:[\\p{L}-]+\\s+){0,2}?${name}\\b`,
      'iu',
    );
    const match = said.exec(rest);
    if (match)
      return endWithWorn(
        end + match[0].length,
        prompt,
        worn.filter((other) => other !== name),
      );
  }
  return end;
}
