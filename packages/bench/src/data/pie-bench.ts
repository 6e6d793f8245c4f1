import { join } from 'node:path';
import type { Edit, Mask } from '@dualedit/foundation';
import { badEntry, namedEdit, readPicture, readText } from './files.js';
import type { BenchData, BenchItem } from './item.js';

interface PieEntry {
  image_path: string;
  original_prompt: string;
  editing_prompt: string;
  editing_type_id: string;
  blended_word: string;
  mask: number[];
}

/** By `editing_type_id`. */
const TYPES = [
  'random',
  'change object',
  'add object',
  'delete object',
  'change content',
  'change pose',
  'change colour',
  'change material',
  'change background',
  'change style',
];
const ATTRIBUTES = new Set(['change colour', 'change material']);

/** Pictures of PIE-Bench are squares of this side; masks count their pixels. */
const SIDE = 512;

/**
 * PIE-Bench (Ju et al. 2024): `mapping_file.json` and `annotation_images/`. An edit is read from
 * `blended_word`, or from the words in brackets where both prompts have as many; entries with neither (add,
 * delete, style, most of pose) change no thing into another and are left out.
 */
export async function pieBench(folder: string): Promise<BenchData> {
  const entries: Record<string, PieEntry> = JSON.parse(await readText(join(folder, 'mapping_file.json')));
  const items: BenchItem[] = [];
  const skipped: BenchData['skipped'] = [];
  for (const [id, entry] of Object.entries(entries)) {
    const split = TYPES[Number(entry.editing_type_id)];
    if (!split) throw badEntry(id, 'an editing_type_id of 0 to 9', entry.editing_type_id);
    const edits = editsOf(entry, ATTRIBUTES.has(split));
    if (edits.length === 0) {
      skipped.push({ id, reason: `${split}: no word of the picture becomes another` });
      continue;
    }
    items.push({
      id,
      split,
      edits,
      prompt: plain(entry.original_prompt),
      targetPrompt: plain(entry.editing_prompt),
      load: async () => {
        const mask = decodeRuns(entry.mask, id);
        return {
          picture: await readPicture(join(folder, 'annotation_images', entry.image_path)),
          masks: edits.map(() => mask),
        };
      },
    });
  }
  return { name: 'PIE-Bench', items, skipped };
}

function editsOf({ original_prompt, editing_prompt, blended_word }: PieEntry, attribute: boolean): Edit[] {
  const [before, after] = [bracketed(original_prompt), bracketed(editing_prompt)];
  if (before.length > 0 && before.length === after.length) {
    return before
      .map(({ words, next }, i) =>
        attribute ? namedEdit(next, after[i]!.words, 'attribute') : namedEdit(words, after[i]!.words),
      )
      .filter(({ source, target }) => source !== '' && source !== target);
  }
  const [source, target] = blended_word.split(' ');
  return source && target && source !== target ? [namedEdit(source, target)] : [];
}

/** What stands in brackets, and the word behind it. */
function bracketed(prompt: string): { words: string; next: string }[] {
  return [...prompt.matchAll(/\[([^\]]+)\]\s*([\p{L}-]*)/gu)].map(([, words, next]) => ({
    words: words!,
    next: next!,
  }));
}

/** A prompt without the brackets around what changes. */
export const plain = (prompt: string): string => prompt.replace(/[[\]]/g, '');

/**
 * Pairs of start and length over the pixels, row by row from 0. The published decoder also marks a border of
 * one pixel, whatever the runs say; this one does not.
 */
export function decodeRuns(runs: readonly number[], id: string): Mask {
  const data = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < runs.length; i += 2) {
    const [start, length] = [runs[i]!, runs[i + 1]];
    if (length === undefined || start < 0 || start + length > data.length) {
      throw badEntry(id, `pairs of start and length within ${data.length} pixels`, runs.slice(i, i + 2));
    }
    data.fill(255, start, start + length);
  }
  return { width: SIDE, height: SIDE, data };
}
