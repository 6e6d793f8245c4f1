import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkWritable, conflict, destination } from '../files/outputs.js';
import { type Item, wrongLine } from './manifest.js';

/**
 * Refuses a list whose lines write what a line reads, or what another line writes, or where nothing can be written:
 * each is told by its line.
 * @param planned a folder that is yet to be made
 * @throws DualeditError `output-is-input`, `output-twice`, `output-unwritable`
 */
export async function checkItems(items: readonly Item[], planned?: string): Promise<void> {
  const read = new Map<string, number>();
  for (const { line, picture, settings } of items) {
    const masks = (settings.mask ?? []).map(({ path }) => path);
    for (const path of [picture, ...masks]) read.set(await destination(path), line);
  }
  const written = new Map<string, number>();
  for (const { line, settings } of items) {
    for (const path of [settings.output, settings.compare, settings.saveInversion]) {
      if (path === undefined) continue;
      const id = await destination(path);
      const [reader, writer] = [read.get(id), written.get(id)];
      const by = (other: number) => (other === line ? 'by this line' : `by line ${other}`);
      if (reader !== undefined)
        throw wrongLine(line, conflict('output-is-input', path, `is read ${by(reader)}`));
      if (writer !== undefined)
        throw wrongLine(line, conflict('output-twice', path, `is written ${by(writer)}, too`));
      written.set(id, line);
      // In a folder that is made first, everything can be written.
      if (planned !== undefined && !existsSync(planned) && resolve(dirname(path)) === resolve(planned))
        continue;
      await checkWritable(path).catch((error) => {
        throw wrongLine(line, error);
      });
    }
  }
}
