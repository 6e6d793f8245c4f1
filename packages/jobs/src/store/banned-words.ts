import { changeName, DualeditError, targetPhrase } from '@dualedit/foundation';
import type { Sql } from '../database/database.js';
import type { JobRequest } from '../job.js';
import { placesOf } from './quotas.js';

/**
 * Refuses words that are banned here: as they were written, and as they were understood.
 * @throws DualeditError `words-banned`
 */
export async function checkWords(sql: Sql, request: JobRequest): Promise<void> {
  const { user, groups = [], address, command, edits } = request;
  const rows = await sql.query<{ phrase: string; locale: string }>(
    `select phrase, locale from dualedit.banned where front_end = $1 and place = any ($2::text[])`,
    [user.frontEnd, ['', ...placesOf(groups)]],
  );
  if (rows.length === 0) return;
  const language = String(address.locale ?? '')
    .split(/[-_]/)[0]!
    .toLowerCase();
  const prompt = request.options?.prompt ?? '';
  const understood = edits.flatMap((edit) => [changeName(edit), targetPhrase(edit)]);
  const said = [command, prompt, ...understood].map(plain);
  for (const { phrase, locale } of rows) {
    if (locale !== '' && locale !== language) continue;
    if (said.some((text) => ` ${text} `.includes(` ${plain(phrase)} `))) throw banned(phrase);
  }
}

/** Words apart from each other by one blank, in small letters without accents. */
const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function banned(phrase: string): DualeditError {
  return new DualeditError({
    code: 'words-banned',
    message: `"${phrase}" may not be asked for here.`,
    hint: 'Ask for something else.',
    received: phrase,
  });
}
