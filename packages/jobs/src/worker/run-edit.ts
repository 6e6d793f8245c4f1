import type { Editor, EditResult } from '@dualedit/core';
import {
  decodeMask,
  decodePicture,
  encodeMask,
  encodePicture,
  type Mask,
  type MaskSource,
  type Picture,
  type Progress,
} from '@dualedit/foundation';
import type { StoredPicture } from '../job.js';
import { readPictures } from '../store/pictures.js';
import type { Claimed } from '../store/run.js';
import type { Store } from '../store/store.js';

export interface RunOptions {
  editor: Editor;
  maskSource?: MaskSource | undefined;
  onProgress(progress: Progress): void;
  /** Masks were found; the picture is edited from here on. */
  onMasks(masks: StoredPicture[]): Promise<void>;
  signal: AbortSignal;
}

/** Of the whole, where masks have to be found: they take an inversion of the picture, as the edit does. */
const MASKS_SHARE = 0.25;

/** Edits a job's picture, and gives back what is to be stored. */
export async function runEdit(
  store: Store,
  job: Claimed,
  { editor, maskSource, onProgress, onMasks, signal }: RunOptions,
): Promise<{ result: EditResult; pictures: StoredPicture[] }> {
  const { format = 'png', ...options } = job.options;
  const [input] = await readPictures(store, job.id, 'input');
  const image = await decodePicture(input!.bytes, { maxPixels: store.settings.limits.picturePixels });
  const request = {
    image,
    edits: job.edits,
    ...(options.prompt !== undefined && { prompt: options.prompt }),
    signal,
  };

  const given = await readPictures(store, job.id, 'mask');
  const share = given.length > 0 ? 0 : MASKS_SHARE;
  const masks = await Promise.all(given.map(({ bytes }) => decodeMask(bytes)));
  if (given.length === 0) {
    const partly = (progress: Progress) => onProgress(scaled(progress, 0, share));
    masks.push(
      ...(await (maskSource
        ? maskSource.masks(image, job.edits, { signal })
        : editor.masks({ ...request, onProgress: partly }))),
    );
  }
  await onMasks(await encodeMasks(job.id, masks));

  const result = await editor.edit({
    ...request,
    ...options,
    masks,
    onProgress: (progress) => onProgress(scaled(progress, share, 1)),
  });
  const bytes = await encodePicture(result.picture, format);
  return {
    result,
    pictures: [
      { job: job.id, role: 'result', index: 0, format, bytes },
      ...(await encodeMasks(job.id, result.masks)),
    ],
  };
}

export async function encodePreview(job: string, picture: Picture): Promise<StoredPicture> {
  return { job, role: 'preview', index: 0, format: 'jpeg', bytes: await encodePicture(picture, 'jpeg') };
}

function encodeMasks(job: string, masks: readonly Mask[]): Promise<StoredPicture[]> {
  return Promise.all(
    masks.map(async (mask, index) => ({
      ...({ job, role: 'mask', index, format: 'png' } as const),
      bytes: await encodeMask(mask),
    })),
  );
}

/** A part's report as one of the whole. How long the parts after it take, it does not know. */
function scaled(progress: Progress, from: number, to: number): Progress {
  const { etaSeconds, ...rest } = progress;
  return {
    ...rest,
    fraction: from + progress.fraction * (to - from),
    ...(etaSeconds !== undefined && to === 1 && { etaSeconds }),
  };
}
