import { join } from 'node:path';
import { badEntry, namedEdit, quoted, readMask, readPicture, readText } from './files.js';
import type { BenchData } from './item.js';

interface LomoeEntry {
  image_path: string;
  /** Several quoted paths in one string, as are the prompts. */
  mask_path: string;
  fg_prompt: string;
}

/**
 * LoMOE-Bench (Chakrabarty et al. 2024): `LoMOE.json`, and beside it `utils/` with one line an entry, line n
 * for id n: `target_prompts.txt`, and `mask_orig_prompts.txt` with the quoted old words of its masks.
 */
export async function lomoeBench(folder: string): Promise<BenchData> {
  const entries = Object.entries(
    JSON.parse(await readText(join(folder, 'LoMOE.json'))) as Record<string, LomoeEntry>,
  );
  const lines = async (name: string) => (await readText(join(folder, 'utils', name))).split(/\r?\n/);
  const [targets, sources] = [await lines('target_prompts.txt'), await lines('mask_orig_prompts.txt')];
  // Lines count from 1 where ids do.
  const first = entries.some(([id]) => id === '0') ? 0 : 1;
  const items = entries.map(([id, entry]) => {
    const line = Number(id) - first;
    const masks = quoted(entry.mask_path);
    const [before, after] = [quoted(sources[line] ?? ''), quoted(entry.fg_prompt)];
    if (masks.length === 0 || before.length !== masks.length || after.length !== masks.length) {
      throw badEntry(id, 'as many quoted masks, old words and fg_prompts', [masks, before, after]);
    }
    const edits = before.map((source, i) => namedEdit(source, after[i]!));
    return {
      id,
      edits,
      targetPrompt: (targets[line] ?? '').trim(),
      split: `${masks.length} masks`,
      load: async () => ({
        picture: await readPicture(join(folder, entry.image_path)),
        masks: await Promise.all(masks.map((path) => readMask(join(folder, path)))),
      }),
    };
  });
  return { name: 'LoMOE-Bench', items, skipped: [] };
}
