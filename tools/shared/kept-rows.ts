import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that the environment variable KEEP names, so that a measurement that was stopped goes on where it was. */
export const KEPT = process.env.KEEP;

/**
 * Returns what `measure` returns. With {@link KEPT}, it is kept there as a line of JSON, and not measured again.
 * @param key unique in the folder
 */
export async function keptRow<Row>(key: string, measure: () => Promise<Row>): Promise<Row> {
  if (KEPT === undefined) return measure();
  const file = join(KEPT, 'rows.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const rows = lines.map((line) => JSON.parse(line) as { key: string; row: Row });
  const known = rows.find((row) => row.key === key);
  if (known) return known.row;
  const row = await measure();
  mkdirSync(KEPT, { recursive: true });
  appendFileSync(file, `${JSON.stringify({ key, row })}\n`);
  return row;
}
