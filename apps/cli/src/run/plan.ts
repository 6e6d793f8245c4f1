import { formatCommand, parseCommand, type ReadOptions } from '@dualedit/commands';
import { assignByName, withRegions } from '@dualedit/editor/words';
import {
  type Box,
  type Change,
  changeName,
  checkMask,
  DualeditError,
  type Mask,
  type Original,
  type Picture,
} from '@dualedit/foundation';
import { readMask, readPicture } from '../files/read.js';
import type { MaskFile } from '../options.js';

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
}

/** What words and masks are read with. */
export interface PlanOptions {
  files?: readonly MaskFile[];
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
  { files = [], regions = [], model, locale }: PlanOptions,
): Promise<Plan> {
  const { readOptionsOf } = await import('@dualedit/editor');
  const region = files.length > 0 || regions.length > 0;
  const edits = parseArgument(text, { ...(await readOptionsOf(model, locale)), region });
  const maskFiles = assignByName(
    edits,
    files.map(({ name, path }) => [name, path] as const),
  );
  const { picture, original } = await readPicture(image);
  const given = await Promise.all(maskFiles.map((path) => (path === undefined ? undefined : readMask(path))));
  for (const [i, mask] of given.entries()) if (mask) checkMask(mask, picture, changeName(edits[i]!));
  const masks = withRegions(edits, given, regions, picture);
  return { command: formatCommand(edits), edits, picture, original, masks, maskFiles };
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
