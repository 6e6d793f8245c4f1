import type { EditOptions, PictureEditor } from '@dualedit/editor';
import {
  type Change,
  DualeditError,
  type Note,
  note,
  type OnProgress,
  type Original,
  openPicture,
  type Picture,
} from '@dualedit/foundation';

/** An animation whose first frame is edited. */
export interface Animation {
  original: Original;
  first: Picture;
}

/**
 * Edits the further frames of an animation, each by itself and with its own masks. A frame in which a thing is not found
 * stays as it is, and a note says so.
 */
export async function editFrames(
  editor: PictureEditor,
  { original, first }: Animation,
  edits: readonly Change[],
  { onProgress, ...options }: EditOptions & { onProgress: OnProgress },
): Promise<{ frames: Picture[]; notes: Note[] }> {
  const frames = [first];
  let missed = false;
  for (let page = 1; page < original.pages; page++) {
    const { picture } = await openPicture(original.bytes, { page });
    try {
      const made = await editor.edit(picture, edits, {
        ...options,
        onProgress: ({ stage, fraction }) =>
          onProgress({ stage, fraction: (page + fraction) / original.pages }),
      });
      frames.push(made.picture);
    } catch (error) {
      if (!DualeditError.is(error) || error.code !== 'object-not-found') throw error;
      frames.push(picture);
      missed = true;
    }
  }
  return { frames, notes: missed ? [note('frame-as-it-was')] : [] };
}
