import type { Editor, EditResult } from '@dualedit/core';
import {
  type Change,
  changeName,
  decodeMask,
  encodeLike,
  encodeMask,
  encodePicture,
  fitMask,
  type Mask,
  openPicture,
  type Picture,
  type Progress,
} from '@dualedit/foundation';
import type { StoredPicture } from '../job.js';
import { readPictures } from '../store/pictures.js';
import type { Claimed } from '../store/run.js';
import type { Store } from '../store/store.js';

export interface RunOptions {
  editor: Editor;
  onProgress(progress: Progress): void;
  /** Masks were found; the picture is edited from here on. */
  onMasks(masks: StoredPicture[]): Promise<void>;
  signal: AbortSignal;
}

/** Edits a job's picture, and gives back what is to be stored. */
export async function runEdit(
  store: Store,
  job: Claimed,
  { editor, onProgress, onMasks, signal }: RunOptions,
): Promise<{ result: EditResult; pictures: StoredPicture[] }> {
  const { format = 'png', metadata = 'strip', ...options } = job.options;
  const [input] = await readPictures(store, job.id, 'input');
  const { picture: image, original } = await openPicture(input!.bytes, {
    maxPixels: store.settings.limits.picturePixels,
  });
  const given = await readPictures(store, job.id, 'mask');
  const result = await editor.edit({
    ...options,
    image,
    edits: job.edits,
    masks: await Promise.all(
      given.map(async ({ bytes }, i) => fitted(await decodeMask(bytes), image, job.edits[i]!)),
    ),
    onProgress,
    onMasks: async (masks) => onMasks(await encodeMasks(job.id, 'mask', masks)),
    signal,
  });
  const { bytes } = await encodeLike(
    original,
    { before: image, after: result.picture },
    { format, metadata },
  );
  const kept = result.unnamed.map(({ mask }) => mask);
  return {
    result,
    pictures: [
      { job: job.id, role: 'result', index: 0, format, bytes },
      ...(await encodeMasks(job.id, 'mask', result.masks)),
      ...(await encodeMasks(job.id, 'kept', kept)),
    ],
  };
}

/** A mask as the picture needs it; it was checked when the job was asked for. */
async function fitted(mask: Mask, image: Picture, edit: Change): Promise<Mask> {
  return (await fitMask(mask, image, { name: changeName(edit), isThing: false })).mask;
}

export async function encodePreview(job: string, picture: Picture): Promise<StoredPicture> {
  return { job, role: 'preview', index: 0, format: 'jpeg', bytes: await encodePicture(picture, 'jpeg') };
}

function encodeMasks(job: string, role: 'mask' | 'kept', masks: readonly Mask[]): Promise<StoredPicture[]> {
  return Promise.all(
    masks.map(async (mask, index): Promise<StoredPicture> => {
      return { job, role, index, format: 'png', bytes: await encodeMask(mask) };
    }),
  );
}
