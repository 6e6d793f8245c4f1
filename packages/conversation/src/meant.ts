import { CommandError } from '@dualedit/commands';
import type { Pack } from '@dualedit/core';
import { readEdits } from './read-edits.js';

/** Misspelled words of one command that are mended. */
const MOST = 4;

/** A command with its misspelled words mended, if it is one then: `cat→dgo` as `cat→dog`. */
export function meantBy(pack: Pick<Pack, 'words'>, locale: string, text: string): string | undefined {
  let mended = text;
  for (let word = 0; word <= MOST; word++) {
    try {
      readEdits(pack, locale, mended);
      return mended === text ? undefined : mended;
    } catch (error) {
      if (!CommandError.is(error)) throw error;
      if (error.corrected === undefined) return undefined;
      mended = error.corrected;
    }
  }
  return undefined;
}
