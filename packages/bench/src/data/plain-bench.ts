import { join } from 'node:path';
import type { EditKind } from '@dualedit/foundation';
import { badEntry, namedEdit, readMask, readPicture, readText } from './files.js';
import type { BenchData, BenchItem } from './item.js';

interface PlainEntry {
  id: string;
  split?: string;
  picture: string;
  prompt?: string;
  targetPrompt: string;
  edits: { source: string; target: string; kind?: EditKind; mask: string }[];
}

const KINDS: ReadonlySet<string> = new Set(['object', 'attribute', 'both'] satisfies EditKind[]);

/**
 * A folder with `edits.json`: a list of entries with the paths of a picture and of one mask per edit. For data that have
 * no form of their own that is read here, such as ALE-Bench.
 * @throws DualeditError `data-missing`, `data-malformed`
 */
export async function plainBench(folder: string, name: string): Promise<BenchData> {
  const entries: PlainEntry[] = JSON.parse(await readText(join(folder, 'edits.json')));
  if (!Array.isArray(entries)) throw badEntry('edits.json', 'a list of entries', entries);
  return { name, items: entries.map((entry) => itemOf(folder, entry)), skipped: [] };
}

function itemOf(folder: string, entry: PlainEntry): BenchItem {
  const { id, split, picture, prompt, targetPrompt, edits } = entry;
  if (![id, picture, targetPrompt].every((value) => typeof value === 'string'))
    throw badEntry(String(id), 'id, picture and targetPrompt', entry);
  if (!Array.isArray(edits) || edits.length === 0) throw badEntry(id, 'at least one edit', edits);
  for (const edit of edits) {
    const isWhole = [edit.source, edit.target, edit.mask].every((value) => typeof value === 'string');
    if (!isWhole || !KINDS.has(edit.kind ?? 'object'))
      throw badEntry(id, `source, target and mask, and a kind of ${[...KINDS].join(', ')}`, edit);
  }
  return {
    id,
    split: split ?? `${edits.length} edits`,
    ...(prompt !== undefined && { prompt }),
    targetPrompt,
    edits: edits.map(({ source, target, kind }) => namedEdit(source, target, kind)),
    load: async () => ({
      picture: await readPicture(join(folder, picture)),
      masks: await Promise.all(edits.map(({ mask }) => readMask(join(folder, mask)))),
    }),
  };
}
