import { formatCommand, parseCommand } from '@dualedit/commands';
import { checkMask, DualeditError, type Edit, type Mask, type Picture } from '@dualedit/foundation';
import { readMask, readPicture } from '../files/read.js';
import type { MaskFile } from '../options.js';

/** A command that was understood, and the picture and masks that it is about. */
export interface Plan {
  /** In its canonical form. */
  command: string;
  edits: Edit[];
  picture: Picture;
  /** One an edit; undefined where it is to be found from the edit's words. */
  masks: (Mask | undefined)[];
  /** The files that the masks came from. */
  maskFiles: (string | undefined)[];
}

/** Reads everything that an edit needs but the model, cheapest first. */
export async function readPlan(image: string, text: string, files: readonly MaskFile[]): Promise<Plan> {
  const edits = parseArgument(text);
  const maskFiles = assignMasks(edits, files);
  const picture = await readPicture(image);
  const masks = await Promise.all(maskFiles.map((path) => (path === undefined ? undefined : readMask(path))));
  for (const [i, mask] of masks.entries()) if (mask) checkMask(mask, picture, edits[i]!.source);
  return { command: formatCommand(edits), edits, picture, masks, maskFiles };
}

/** A command as a shell passes it on. */
function parseArgument(text: string): Edit[] {
  try {
    return parseCommand(text);
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

/**
 * Which mask file belongs to which edit: by the edit's source (`hat`), or, where several edits name the
 * same, by all that stands before its arrow in the canonical form (`left cat`, `cat#2`).
 * @throws DualeditError `mask-name-unknown`, `mask-name-twice`
 */
export function assignMasks(edits: readonly Edit[], files: readonly MaskFile[]): (string | undefined)[] {
  const names = edits.map((edit) => formatCommand([edit]).split('→')[0]!.toLowerCase());
  const assigned: (string | undefined)[] = edits.map(() => undefined);
  for (const { name, path } of files) {
    const wanted = name.toLowerCase();
    const matches = edits.flatMap((edit, i) =>
      names[i] === wanted || edit.source.toLowerCase() === wanted ? [i] : [],
    );
    const free = matches.find((i) => names[i] === wanted) ?? (matches.length === 1 ? matches[0] : undefined);
    if (free === undefined) throw unknownName(name, names, matches.length);
    if (assigned[free] !== undefined) throw givenTwice(name);
    assigned[free] = path;
  }
  return assigned;
}

function unknownName(name: string, names: readonly string[], matches: number): DualeditError {
  const known = names.map((known) => `"${known}"`).join(', ');
  return new DualeditError({
    code: 'mask-name-unknown',
    message: `The mask of "${name}" belongs to ${matches === 0 ? 'no edit' : 'several edits'}.`,
    hint: `Name the mask after one of ${known}.`,
    received: name,
  });
}

function givenTwice(name: string): DualeditError {
  return new DualeditError({
    code: 'mask-name-twice',
    message: `"${name}" has two masks.`,
    hint: 'Give one mask an edit.',
    received: name,
  });
}
