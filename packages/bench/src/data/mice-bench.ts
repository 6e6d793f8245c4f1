import { join } from 'node:path';
import { badEntry, namedEdit, quoted, readMask, readPicture, readText } from './files.js';
import type { BenchData } from './item.js';

interface MiceEntry {
  image_path: string;
  /** Several quoted paths in one string, as are the old and the new words. */
  mask_path: string;
  source_prompt: string;
  fg_prompt: string;
}

/**
 * MICE-Bench (2026, arXiv 2606.31278): a `LoMOE.json` whose entries also have the old words of their masks. There is no
 * prompt of whole pictures: both are composed from the edits.
 * @throws DualeditError `data-missing`, `data-malformed`
 */
export async function miceBench(folder: string): Promise<BenchData> {
  const text = await readText(join(folder, 'LoMOE.json'));
  const entries = Object.entries(JSON.parse(text) as Record<string, MiceEntry>);
  const items = entries.map(([id, entry]) => {
    const masks = quoted(entry.mask_path);
    const [before, after] = [quoted(entry.source_prompt), quoted(entry.fg_prompt)];
    if (masks.length === 0 || before.length !== masks.length || after.length !== masks.length) {
      throw badEntry(id, 'as many quoted masks, source_prompts and fg_prompts', [masks, before, after]);
    }
    return {
      id,
      edits: before.map((source, i) => namedEdit(source, after[i]!)),
      targetPrompt: after.map((phrase) => phrase.trim()).join(' and '),
      split: masks.length < 5 ? '1 to 4 masks' : masks.length < 9 ? '5 to 8 masks' : '9 masks or more',
      load: async () => ({
        picture: await readPicture(join(folder, entry.image_path)),
        masks: await Promise.all(masks.map((path) => readMask(join(folder, path)))),
      }),
    };
  });
  return { name: 'MICE-Bench', items, skipped: [] };
}
