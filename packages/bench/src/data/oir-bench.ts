import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { badEntry, namedEdit, readMask, readPicture, readText } from './files.js';
import type { BenchData, BenchItem } from './item.js';

interface MultiEntry {
  image_path: string;
  origin_prompt: string;
  target_prompt: string;
  origin_change: string[];
  prompt_change: string[];
  prompt_change_mask: string[];
}

interface SingleEntry {
  image_path: string;
  origin_prompt: string;
  /** What stands before and after the changed words. */
  target_prompt_list: [string, string];
  target_changes: string[];
  origin_prompt_mask: string;
}

/** OIR-Bench (Yang et al. 2024): `multi_object.yaml`, `single_object.yaml`, or both. */
export async function oirBench(folder: string): Promise<BenchData> {
  const items = [
    ...(await entries<MultiEntry>(folder, 'multi_object.yaml')).map((entry, i) => multi(folder, entry, i)),
    ...(await entries<SingleEntry>(folder, 'single_object.yaml')).flatMap((entry, i) =>
      single(folder, entry, i),
    ),
  ];
  return { name: 'OIR-Bench', items, skipped: [] };
}

/** A list, or a map whose keys say nothing; none where the file is absent. */
async function entries<T>(folder: string, name: string): Promise<T[]> {
  const path = join(folder, name);
  return existsSync(path) ? Object.values(parse(await readText(path)) as Record<string, T>) : [];
}

function multi(folder: string, entry: MultiEntry, at: number): BenchItem {
  const { origin_change: before, prompt_change: after, prompt_change_mask: masks } = entry;
  const id = `multi-${at}`;
  if (before.length !== after.length || masks.length !== before.length) {
    throw badEntry(id, 'as many origin_change, prompt_change and prompt_change_mask', [before, after, masks]);
  }
  return {
    id,
    split: 'multi object',
    prompt: entry.origin_prompt,
    targetPrompt: entry.target_prompt,
    edits: before.map((source, i) => namedEdit(source, after[i]!)),
    load: async () => ({
      picture: await readPicture(join(folder, entry.image_path)),
      masks: await Promise.all(masks.map((path) => readMask(join(folder, path)))),
    }),
  };
}

function single(folder: string, entry: SingleEntry, at: number): BenchItem[] {
  const [prefix, suffix] = entry.target_prompt_list.map((part) => part.trim()) as [string, string];
  const prompt = entry.origin_prompt.trim();
  const source = prompt.slice(prefix.length, prompt.length - suffix.length).trim();
  if (!(prompt.startsWith(prefix) && prompt.endsWith(suffix) && source)) {
    throw badEntry(`single-${at}`, `an origin_prompt between "${prefix}" and "${suffix}"`, prompt);
  }
  return entry.target_changes.map((target, change) => ({
    id: `single-${at}-${change}`,
    split: 'single object',
    prompt,
    targetPrompt: [prefix, target, suffix].filter((part) => part !== '').join(' '),
    edits: [namedEdit(source, target)],
    load: async () => ({
      picture: await readPicture(join(folder, entry.image_path)),
      masks: [await readMask(join(folder, entry.origin_prompt_mask))],
    }),
  }));
}
