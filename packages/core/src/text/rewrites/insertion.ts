import type { Insertion } from '@dualedit/foundation';
import { articleFor, bare } from '../phrases.js';
import { findPlacePhrase } from '../place-phrases.js';
import type { Rewrite } from './rewrite.js';

/** `a cat on the grass`: `a cat and a red hat on the grass`. */
export function rewriteInsertion({ target }: Insertion, prompt: string): Rewrite {
  const place = findPlacePhrase(prompt, undefined);
  const at = prompt.slice(0, place?.start).trimEnd().length;
  const phrase = bare(target);
  const joint = at === 0 ? '' : /^a picture$/i.test(prompt.slice(0, at)) ? ' of ' : ' and ';
  const head = `${joint}${articleFor(phrase)} `;
  const text = `${head}${phrase}${at === 0 ? ' ' : ''}`;
  const empty = { start: at, end: at };
  return {
    source: empty,
    removed: empty,
    cut: empty,
    text,
    added: { start: head.length, end: head.length + phrase.length },
    until: at,
    before: 0,
  };
}
