import { applyEdits, renderMasks, renderScene } from '@dualedit/diorama';
import { type EditedPicture, type PictureEditor, parseCommand } from '@dualedit/editor';
import {
  type Checks,
  DualeditError,
  type Edit,
  type EditCheck,
  type KeptThing,
  type Mask,
  type Picture,
} from '@dualedit/foundation';
import { keptThings } from '../../packages/core/src/seen/changed.js';
import { iou } from '../segmenter/questions.js';
import type { PromiseCase } from './case.js';
import type { Judged, Judges } from './judged.js';
import { type Truth, truthOf } from './truth.js';

/** An edit by what the engine says of it, and by what the judges say. */
export interface MeasuredEdit extends Judged {
  command: string;
  outcome: EditCheck['outcome'];
  reportedSeen?: string;
  /** Whether the judge sees the kind of thing that should be there. */
  isIntact: boolean;
  /** How near the mask that was found is to the true one. */
  maskIou: number;
}

/** One command, and what became of it: plain figures. */
export interface Measured {
  row: PromiseCase['row'];
  seed: number;
  command: string;
  why?: string;
  options?: PromiseCase['options'];
  /** The code of the error that the command ended with. */
  refused?: string;
  prompt?: string;
  retried?: string;
  passed?: boolean;
  edits: MeasuredEdit[];
  /** The things that no edit names, by their true masks. */
  unnamed: KeptThing[];
  kept: Checks['kept'];
  changedOutside?: number;
  changedUnnamed?: number;
  seconds: number;
}

/** The pictures of a command, for people to look at. */
export interface Shown {
  before: Picture;
  after?: Picture;
  answer: Picture;
  found: Mask[];
  pasted: Mask[];
  kept: Mask[];
}

interface Setting {
  editor: PictureEditor;
  judges: Judges;
  size: number;
}

/** Runs a command, and has the result judged. */
export async function measure(
  item: PromiseCase,
  setting: Setting,
): Promise<{ figures: Measured; shown: Shown }> {
  const { size } = setting;
  const { row, seed, scene, command, why, options } = item;
  const edits = parseCommand(command) as Edit[];
  const before = await renderScene(scene, size);
  const shown: Shown = {
    before,
    answer: await renderScene(applyEdits(scene, edits), size),
    found: [],
    pasted: [],
    kept: [],
  };
  const start = performance.now();
  const common = { row, seed, command, ...(why && { why }), ...(options && { options }) };
  try {
    const onMasks = (masks: readonly Mask[]) => {
      shown.found = [...masks];
    };
    const result = await setting.editor.edit(before, command, { ...options, onMasks });
    const seconds = (performance.now() - start) / 1000;
    const { picture: after, masks, unnamed, checks, metrics, prompts, retried } = result;
    Object.assign(shown, { after, pasted: masks, kept: unnamed.map(({ mask }) => mask) });
    const figures: Measured = {
      ...common,
      prompt: prompts.source,
      ...(retried && { retried }),
      passed: checks.passed,
      edits: await Promise.all(
        edits.map((edit, i) => measuredEdit(item, { edit, i, result, shown, ...setting })),
      ),
      unnamed: await unnamedOf(item, before, after),
      kept: checks.kept,
      changedOutside: metrics.changedOutside,
      changedUnnamed: metrics.changedUnnamed,
      seconds,
    };
    return { figures, shown };
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    const seconds = (performance.now() - start) / 1000;
    return { figures: { ...common, refused: error.code, edits: [], unnamed: [], kept: [], seconds }, shown };
  }
}

interface OneEdit extends Setting {
  edit: Edit;
  i: number;
  result: EditedPicture;
  shown: Shown;
}

async function measuredEdit(item: PromiseCase, one: OneEdit): Promise<MeasuredEdit> {
  const { edit, i, result, shown, judges, size } = one;
  const truth: Truth = await truthOf(item, edit, i, size);
  const { objects } = applyEdits(item.scene, result.config.edits as Edit[]);
  const nouns = new Set(objects.map(({ noun }) => noun));
  const judged = await judges.look(result.picture, truth, { nouns, pasted: result.masks[i]! });
  const { outcome, seen } = result.checks.edits[i]!;
  return {
    command: `${edit.source}→${edit.target}`,
    ...judged,
    isIntact: judged.noun === truth.noun,
    outcome,
    ...(seen && { reportedSeen: seen }),
    maskIou: iou(shown.found[i]!, truth.before),
  };
}

async function unnamedOf(
  { scene, meant }: PromiseCase,
  before: Picture,
  after: Picture,
): Promise<KeptThing[]> {
  const masks = await renderMasks(scene, before.width);
  const things = scene.objects.map(({ noun }, at) => ({ name: noun, mask: masks[at]!.visible, score: 1 }));
  return keptThings(
    before,
    after,
    things.filter((_, at) => !meant.includes(at)),
  );
}
