import type { Editor, EditResult } from '@dualedit/core';
import {
  type Change,
  changeName,
  decodeMask,
  encodeLike,
  encodeMask,
  fitMask,
  type Mask,
  type NoteKind,
  openPicture,
  type Picture,
  type Progress,
} from '@dualedit/foundation';
import type { StoredPicture } from '../job.js';
import { readPictures } from '../store/pictures.js';
import type { Claimed } from '../store/run.js';
import type { Store } from '../store/store.js';
import { Previews } from './preview.js';

/** The keyword of the text in a PNG that says how it was made. */
const RECIPE = 'Dualedit';

export interface RunOptions {
  editor: Editor;
  /** Called with previews for the picture once it has been opened. */
  onProgress(progress: Progress, previews: Previews): void;
  /** Masks were found; the picture is edited from here on. */
  onMasks(masks: StoredPicture[]): Promise<void>;
  signal: AbortSignal;
}

/** Edits a job's picture, and gives back what is to be stored. */
export async function runEdit(
  store: Store,
  job: Claimed,
  { editor, onProgress, onMasks, signal }: RunOptions,
): Promise<{ result: EditResult; notes: NoteKind[]; pictures: StoredPicture[] }> {
  const { format, metadata = 'strip', recipe = true, invertMasks: _, ...options } = job.options;
  const [input] = await readPictures(store, job.id, 'input');
  const { picture: image, original } = await openPicture(input!.bytes, {
    maxPixels: store.settings.limits.picturePixels,
  });
  const masks = await masksOf(store, job, image);
  const previews = new Previews(job.id, image);
  const result = await editor.edit({
    ...options,
    picture: image,
    edits: job.edits,
    masks,
    onProgress: (progress) => onProgress(progress, previews),
    onMasks: async (masks) => onMasks(await encodeMasks(job.id, 'mask', masks)),
    signal,
  });
  const encoded = (after: Picture, config: unknown) =>
    encodeLike(
      original,
      { before: image, after },
      { format, metadata, ...(recipe && { texts: { [RECIPE]: JSON.stringify(config) } }) },
    );
  const { notes, ...made } = await encoded(result.picture, result.config);
  const variants = [];
  for (const [index, { picture, method, strength }] of (result.variants ?? []).entries()) {
    const { bytes, format } = await encoded(picture, { ...result.config, method, strength });
    variants.push({ job: job.id, role: 'variant' as const, index, format, bytes });
  }
  const kept = result.unnamed.map(({ mask }) => mask);
  return {
    result,
    notes: notes.map(({ kind }) => kind),
    pictures: [
      { job: job.id, role: 'result', index: 0, ...made },
      ...variants,
      ...(await encodeMasks(job.id, 'mask', result.masks)),
      ...(await encodeMasks(job.id, 'kept', kept)),
    ],
  };
}

/** One per edit: the one that was given, or that an earlier try or job found. */
async function masksOf(store: Store, job: Claimed, image: Picture): Promise<(Mask | undefined)[]> {
  const given = await readPictures(store, job.id, 'given');
  const found = await readPictures(store, job.id, 'mask');
  return Promise.all(
    job.edits.map((edit, i) => {
      const own = given.find(({ index }) => index === i);
      const bytes = (own ?? found.find(({ index }) => index === i))?.bytes;
      return bytes && fitted(bytes, image, { edit, invert: own && job.options.invertMasks });
    }),
  );
}

/** A mask as the picture needs it; it was checked when the job was asked for. */
async function fitted(
  bytes: Uint8Array,
  image: Picture,
  { edit, invert }: { edit: Change; invert: boolean | undefined },
): Promise<Mask> {
  const how = { name: changeName(edit), isThing: false, invert };
  return (await fitMask(await decodeMask(bytes), image, how)).mask;
}

function encodeMasks(job: string, role: 'mask' | 'kept', masks: readonly Mask[]): Promise<StoredPicture[]> {
  return Promise.all(
    masks.map(async (mask, index): Promise<StoredPicture> => {
      return { job, role, index, format: 'png', bytes: await encodeMask(mask) };
    }),
  );
}
