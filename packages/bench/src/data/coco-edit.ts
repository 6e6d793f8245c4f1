import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { namedEdit, readMask, readPicture, readText } from './files.js';
import type { BenchData, BenchItem } from './item.js';

const PICTURES = new Set(['.jpg', '.jpeg', '.png']);

/**
 * COCO-edit folders (LocInv, Tang et al. 2024): pictures, `seg_dirs/NAME/NOUN.png` for the masks of picture
 * NAME, and optionally `output/NAME/prompt.txt` for its prompt. No list of edits was published: `targets`
 * says what each noun shall become.
 * @throws DualeditError `data-targets` where it says nothing
 */
export async function cocoEdit(folder: string, targets: ReadonlyMap<string, string>): Promise<BenchData> {
  if (targets.size === 0) throw noTargets();
  const items: BenchItem[] = [];
  const skipped: BenchData['skipped'] = [];
  for (const file of pictures(folder)) {
    const id = basename(file, extname(file));
    const segments = join(folder, 'seg_dirs', id);
    const masks = existsSync(segments) ? pictures(segments) : [];
    const edited = masks.filter((mask) => targets.has(basename(mask, extname(mask))));
    if (edited.length === 0) {
      skipped.push({ id, reason: 'no mask of a noun that has a target' });
      continue;
    }
    const nouns = edited.map((mask) => basename(mask, extname(mask)));
    const promptFile = join(folder, 'output', id, 'prompt.txt');
    const prompt = existsSync(promptFile) ? (await readText(promptFile)).trim() : undefined;
    items.push({
      id,
      split: nouns.join(', '),
      ...(prompt === undefined ? {} : { prompt }),
      targetPrompt: replaced(prompt ?? nouns.map((noun) => `a ${noun}`).join(' and '), nouns, targets),
      edits: nouns.map((noun) => namedEdit(noun, targets.get(noun)!)),
      load: async () => ({
        picture: await readPicture(join(folder, file)),
        masks: await Promise.all(edited.map((mask) => readMask(join(segments, mask)))),
      }),
    });
  }
  return { name: 'COCO-edit', items, skipped };
}

function pictures(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => PICTURES.has(extname(name).toLowerCase()))
    .sort();
}

function replaced(prompt: string, nouns: readonly string[], targets: ReadonlyMap<string, string>): string {
  const words = prompt.split(/\b/);
  return words.map((word) => (nouns.includes(word) ? targets.get(word)! : word)).join('');
}

function noTargets(): DualeditError {
  return new DualeditError({
    code: 'data-targets',
    message: 'Expected what the nouns of COCO-edit shall become, but received nothing.',
    hint: 'Add --targets, such as --targets cat=dog,zebra=horse.',
  });
}
