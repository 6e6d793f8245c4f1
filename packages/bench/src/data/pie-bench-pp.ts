import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BackgroundChange, decodePicture, type Edit, type Removal } from '@dualedit/foundation';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { badEntry, namedEdit, readFolder } from './files.js';
import type { BenchData, BenchItem } from './item.js';
import { type Action, readActions } from './pie-actions.js';
import { decodeRuns, plain } from './pie-bench.js';

interface Row {
  id: string;
  source_prompt: string;
  target_prompt: string;
  /** A literal of Python: each new word, where it goes, and the words that it takes the place of, or `+` or `-`. */
  edit_action: string;
  /** Starts and lengths, in turn. */
  mask: string;
  image: { bytes: Uint8Array };
}

const COLUMNS = ['id', 'source_prompt', 'target_prompt', 'edit_action', 'mask', 'image'];
/** Categories whose edits are of a look, of a background, or of a thing that goes. */
const [DELETES, COLOR, MATERIAL, BACKGROUND] = ['3', '6', '7', '8'];

/**
 * PIE-Bench++ (Huang et al. 2024): one folder per category, each with parquet files. A picture has several edits and one
 * mask, which is of all of them: if there are several, each edit's own place is found from its words.
 * @throws DualeditError `data-missing`, `data-malformed`
 */
export async function pieBenchPp(folder: string): Promise<BenchData> {
  const items: BenchItem[] = [];
  const skipped: BenchData['skipped'] = [];
  for (const category of readFolder(folder).filter((name) => /^\d_/.test(name))) {
    for (const row of await rowsOf(join(folder, category))) {
      const id = `${category[0]}-${row.id}`;
      const edits = readActions(row.edit_action, id).flatMap(
        (action) => editOf(action, row, category[0]!) ?? [],
      );
      if (edits.length > 0) items.push(itemOf(id, category, row, edits));
      else skipped.push({ id, reason: `${category}: no word of the picture becomes another, or none` });
    }
  }
  return { name: 'PIE-Bench++', items, skipped };
}

async function rowsOf(folder: string): Promise<Row[]> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.parquet'))
    .sort();
  const read = files.map(async (name) => {
    const file = await asyncBufferFromFile(join(folder, name));
    return (await parquetReadObjects({ file, columns: COLUMNS, utf8: false })) as unknown as Row[];
  });
  return (await Promise.all(read)).flat();
}

type Change = Edit | Removal | BackgroundChange;

/** An action as an edit; undefined if it adds something, or takes something away that is no thing. */
function editOf({ words, position, instead }: Action, row: Row, category: string): Change | undefined {
  if (instead === '+') return undefined;
  if (instead === '-') {
    return category === DELETES
      ? { kind: 'removal', source: words, which: { type: 'best' }, span: [0, 0] }
      : undefined;
  }
  if (category === BACKGROUND) return { kind: 'background', target: words, strength: 1, span: [0, 0] };
  if (category !== COLOR && category !== MATERIAL) return namedEdit(instead, words);
  // The thing is what the old look is said of.
  const noun = plain(row.source_prompt).split(/\s+/)[position + instead.split(' ').length];
  return noun === undefined ? undefined : namedEdit(noun.replace(/[^\p{L}-]/gu, ''), words, 'attribute');
}

function itemOf(id: string, category: string, row: Row, edits: Change[]): BenchItem {
  return {
    id,
    edits,
    split: category.replace(/^\d_|_\d+$/g, '').replaceAll('_', ' '),
    prompt: plain(row.source_prompt),
    targetPrompt: plain(row.target_prompt),
    load: async () => {
      const runs = row.mask.split(/\s+/).map(Number);
      if (!runs.every(Number.isInteger)) throw badEntry(id, 'whole numbers in mask', row.mask);
      const mask = decodeRuns(runs, id);
      const shared = edits.length > 1;
      return {
        picture: await decodePicture(row.image.bytes),
        masks: edits.map(() => mask),
        ...(shared && { findsMasks: true }),
      };
    },
  };
}
