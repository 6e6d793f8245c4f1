import { formatCommand, type ReadOptions } from '@dualedit/commands';
import type { Editor, FoundMasks } from '@dualedit/core';
import {
  type Change,
  changeName,
  encodeLike,
  encodePicture,
  fitMask,
  type Mask,
  type Note,
  namesThing,
  type Picture,
} from '@dualedit/foundation';
import type { EditedPicture, EditOptions, FindOptions, PictureEditor } from './picture-editor.js';
import { type PictureInput, readMask, readPicture } from './picture-input.js';
import { withRegions } from './regions.js';
import { assignByName, readWords, type Words } from './words.js';

interface Wiring {
  /** The folder of the model pack. */
  pack: string;
  /** Of an exclusive editor. */
  device: string | undefined;
  /** How its words are read. */
  reading: ReadOptions;
}

/** Reads words, pictures and masks, and has the engine do the rest. */
export class WiredEditor implements PictureEditor {
  readonly engine: Editor;
  readonly pack: string;
  readonly device: string | undefined;

  private readonly reading: ReadOptions;

  constructor(engine: Editor, { pack, device, reading }: Wiring) {
    this.engine = engine;
    this.pack = pack;
    this.device = device;
    this.reading = reading;
  }

  async edit(picture: PictureInput, words: Words, options: EditOptions = {}): Promise<EditedPicture> {
    const { masks: given, invertMasks: invert, regions = [], ...rest } = options;
    const region = regions.length > 0 || given !== undefined;
    const edits = readWords(words, { ...this.reading, region });
    const { picture: image, original } = await readPicture(picture);
    const { fitted, notes } = await readMasks({ given, edits, invert }, image);
    const masks = withRegions(edits, fitted, regions, image);
    const result = await this.engine.edit({ picture: image, edits, masks, ...rest });
    return {
      ...result,
      command: formatCommand(edits),
      notes,
      encode: async (format = 'png', { metadata } = {}) => {
        if (!original) return encodePicture(result.picture, format);
        const change = { before: image, after: result.picture };
        return (await encodeLike(original, change, { format, metadata })).bytes;
      },
    };
  }

  async masks(picture: PictureInput, words: Words, options: FindOptions = {}): Promise<FoundMasks> {
    const edits = readWords(words, this.reading);
    const { picture: image } = await readPicture(picture);
    return this.engine.masks({ picture: image, edits, ...options });
  }

  release(): Promise<void> {
    return this.engine.release();
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

interface GivenMasks {
  given: EditOptions['masks'];
  edits: readonly Change[];
  invert: boolean | undefined;
}

/** One per edit that has one, as the picture needs it. */
async function readMasks(
  { given = [], edits, invert }: GivenMasks,
  picture: Picture,
): Promise<{ fitted: (Mask | undefined)[]; notes: Note[] }> {
  const inputs = Array.isArray(given) ? given : assignByName(edits, Object.entries(given));
  const notes: Note[] = [];
  const fitted: (Mask | undefined)[] = [];
  for (const [i, input] of inputs.entries()) {
    const edit = edits[i];
    const mask = input === undefined ? undefined : await readMask(input);
    // The engine says what is wrong with a mask without an edit.
    if (!mask || !edit) {
      fitted.push(mask);
      continue;
    }
    const how = { name: changeName(edit), isThing: namesThing(edit), invert };
    const made = await fitMask(mask, picture, how);
    fitted.push(made.mask);
    notes.push(...made.notes);
  }
  return { fitted, notes };
}
