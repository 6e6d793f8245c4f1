import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import type { LookFamilies } from './looks.js';
import type { BoxPrompt } from './sam/prompts.js';

/** The two models of a segmenter, and the numbers that go with them. */
export interface SegmenterModels {
  /** A folder, or the name of a model on the hub where downloading was asked for. */
  detector: string;
  sam: string;
  /** What a detection's score must reach to count, 0…1; 0.25 unless given. */
  scoreThreshold?: number;
  /** Of two boxes for one phrase that overlap by more than this, the better one stays; 0.5 unless given. */
  nmsIou?: number;
  /** How the decoder takes boxes, where its inputs do not say; `points` unless given. */
  boxes?: BoxPrompt;
  /** Every noun that the detector was taught, where it was taught but a few: they compete for what is seen. */
  names?: readonly string[];
  /** Every color and every material that the detector was taught beside those nouns. */
  looks?: LookFamilies;
}

/** Of a pack's `segmenter/segmenter.json`; all of it may be absent. */
interface SettingsFile {
  detector?: { folder?: string; scoreThreshold?: number; nmsIou?: number };
  sam?: { folder?: string; boxes?: BoxPrompt };
}

/** Of a pack's `words.json`, which only packs of a small world have. */
interface WordsFile {
  nouns?: string[];
  colors?: string[];
  materials?: string[];
}

const folderOf = (pack: string) => join(resolve(pack), 'segmenter');

/** Whether a model pack has a segmenter of its own, or a part of one; a folder that only tells of it is none. */
export function hasSegmenter(pack: string): boolean {
  return ['segmenter.json', 'detector', 'sam'].some((name) => existsSync(join(folderOf(pack), name)));
}

/**
 * Reads what a model pack's `segmenter` folder holds; no model is loaded.
 * @throws DualeditError `pack-without-segmenter`, `pack-incomplete` (names the file), `pack-unreadable`
 */
export async function readSegmenterModels(pack: string): Promise<SegmenterModels> {
  const folder = folderOf(pack);
  if (!existsSync(folder)) throw withoutSegmenter(pack);
  const { detector = {}, sam = {} } = await readJson<SettingsFile>(join(folder, 'segmenter.json'), {});
  const {
    nouns,
    colors = [],
    materials = [],
  } = await readJson<WordsFile>(join(resolve(pack), 'words.json'), {});
  const looks = [colors, materials].filter((family) => family.length > 0);
  const folders = {
    detector: join(folder, detector.folder ?? 'detector'),
    sam: join(folder, sam.folder ?? 'sam'),
  };
  for (const model of Object.values(folders)) {
    for (const file of ['config.json', 'preprocessor_config.json', 'onnx']) {
      if (!existsSync(join(model, file))) throw incomplete(pack, join(model, file));
    }
  }
  return {
    ...folders,
    ...(detector.scoreThreshold !== undefined && { scoreThreshold: detector.scoreThreshold }),
    ...(detector.nmsIou !== undefined && { nmsIou: detector.nmsIou }),
    ...(sam.boxes !== undefined && { boxes: sam.boxes }),
    ...(nouns && { names: nouns, looks }),
  };
}

async function readJson<T>(path: string, absent: T): Promise<T> {
  if (!existsSync(path)) return absent;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (cause) {
    throw new DualeditError({
      code: 'pack-unreadable',
      message: `Expected JSON in ${path}: ${(cause as Error).message}.`,
      hint: 'Restore the file from where the pack came from.',
      received: path,
      cause,
    });
  }
}

function withoutSegmenter(pack: string): DualeditError {
  return new DualeditError({
    code: 'pack-without-segmenter',
    message: `The model pack in ${pack} has no segmenter: there is no folder ${folderOf(pack)}.`,
    hint: "Put a detector and a SAM there, give masks, or let the diffusion model's own attention find them.",
    received: pack,
  });
}

function incomplete(pack: string, file: string): DualeditError {
  return new DualeditError({
    code: 'pack-incomplete',
    message: `The segmenter of the model pack in ${pack} lacks ${file}.`,
    hint: 'Fetch or export it again, all of it.',
    received: file,
  });
}
