import { formatCommand, parseCommand, type ReadOptions } from '@dualedit/commands';
import { assignByName, withRegions } from '@dualedit/editor/words';
import {
  type Box,
  type Change,
  changeName,
  DualeditError,
  fitMask,
  type Mask,
  type Note,
  namesThing,
  type Original,
  type Picture,
  type Pointing,
} from '@dualedit/foundation';
import { readMask, readPicture } from '../files/read.js';
import type { MaskFile, PointingOptions } from '../options.js';

/** A command that was understood, and the picture and masks that it is about. */
export interface Plan {
  /** In its canonical form. */
  command: string;
  edits: Change[];
  picture: Picture;
  /** The file that it was read from. */
  original: Original;
  /** One an edit; undefined where it is to be found from the edit's words. */
  masks: (Mask | undefined)[];
  /** The files that the masks came from. */
  maskFiles: (string | undefined)[];
  /** One per edit: where its thing is, if somebody shows it. */
  pointed: (Pointing | undefined)[];
  /** What was done to make masks fit. */
  notes: Note[];
}

/** What words and masks are read with. */
export interface PlanOptions extends PointingOptions {
  files?: readonly MaskFile[] | undefined;
  /** Whether things are black in the masks; undefined if nobody says. */
  invert?: boolean | undefined;
  /** Where new things go. */
  regions?: readonly Box[];
  /** The pack whose words count; the embedded one if absent. */
  model?: string | undefined;
  locale?: string | undefined;
}

/** Reads everything that an edit needs but the model, cheapest first. */
export async function readPlan(
  image: string,
  text: string,
  { files = [], invert, regions = [], model, locale, ...pointing }: PlanOptions,
): Promise<Plan> {
  const { readOptionsOf } = await import('@dualedit/editor');
  const region = files.length > 0 || regions.length > 0;
  const edits = parseArgument(text, { ...(await readOptionsOf(model, locale)), region });
  const maskFiles = assignByName(
    edits,
    files.map(({ name, path }) => [name, path] as const),
  );
  const { picture, original } = await readPicture(image);
  const pointed = assignByName(edits, pointings(pointing));
  checkOneEach(edits, maskFiles, pointed);
  const given: (Mask | undefined)[] = [];
  const notes: Note[] = [];
  for (const [i, path] of maskFiles.entries()) {
    if (path === undefined) continue;
    const how = { name: changeName(edits[i]!), isThing: namesThing(edits[i]!), invert };
    const fitted = await fitMask(await readMask(path), picture, how);
    given[i] = fitted.mask;
    notes.push(...fitted.notes);
  }
  const masks = withRegions(
    edits,
    edits.map((_, i) => given[i]),
    regions,
    picture,
  );
  return { command: formatCommand(edits), edits, picture, original, masks, maskFiles, pointed, notes };
}

/** What is shown of each thing, by its name: one box, and any number of points. */
function pointings({ box = [], point = [] }: PointingOptions): [name: string, pointing: Pointing][] {
  const names = new Set(point.map(({ name }) => name));
  const pointsOf = (name: string) => point.filter((one) => one.name === name).map((one) => one.point);
  const alone = [...names].filter((name) => !box.some((one) => one.name === name));
  return [
    ...box.map(({ name, box }): [string, Pointing] => [name, { box, points: pointsOf(name) }]),
    ...alone.map((name): [string, Pointing] => [name, { points: pointsOf(name) }]),
  ];
}

/** @throws DualeditError `mask-name-twice` for a thing that has a mask and is pointed at, too */
function checkOneEach(
  edits: readonly Change[],
  files: readonly (string | undefined)[],
  pointed: readonly (Pointing | undefined)[],
): void {
  const twice = edits.find((_, i) => files[i] !== undefined && pointed[i]);
  if (!twice) return;
  throw new DualeditError({
    code: 'mask-name-twice',
    message: `"${changeName(twice)}" has a mask, and a box or a point, too.`,
    hint: 'Give one of them per edit.',
    received: changeName(twice),
  });
}

/** A command as a shell passes it on. */
function parseArgument(text: string, options: ReadOptions): Change[] {
  try {
    return parseCommand(text, options);
  } catch (error) {
    // Of `cat->dog` without quotation marks, a shell passes `cat-` on and writes to a file "dog".
    if (!(DualeditError.is(error) && error.code === 'command-no-arrow' && /[-=]$/.test(text))) throw error;
    throw new DualeditError({
      code: error.code,
      message: `"${text}" ends where an arrow should be.`,
      hint: 'Put quotation marks around the command, such as "cat->dog": a shell takes ">" for itself.',
      received: text,
      cause: error,
    });
  }
}
