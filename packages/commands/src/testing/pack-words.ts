import { readFileSync } from 'node:fs';
import type { Vocabulary } from '../vocabulary.js';

/** The words of the embedded pack, read as data. */
export const PACK_WORDS: Vocabulary = JSON.parse(
  readFileSync(new URL('../../../../models/diorama/words.json', import.meta.url), 'utf8'),
);
