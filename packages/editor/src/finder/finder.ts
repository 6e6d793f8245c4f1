import type { Picture, Pointing } from '@dualedit/foundation';
import { findPack } from '../find-pack.js';
import type { OpenOptions } from '../options.js';
import { chooseParts } from '../parts.js';
import { FinderProcess } from './finder-process.js';
import type { FinderModels, FoundThings, MasksQuestion, PointedThing } from './messages.js';

/** A picture that a finder keeps, so that it is sent and encoded once. */
export interface FinderPicture {
  /** The same for the same pixels. */
  id: string;
  decode(): Promise<Picture>;
}

export interface FinderRequest extends MasksQuestion {
  signal?: AbortSignal | undefined;
}

/** Finds things in pictures while somebody looks at them, beside the editor and without waiting for it. */
export interface Finder {
  /** Whether things can be pointed at. */
  readonly canPoint: boolean;
  /**
   * What the edits of a command mean in a picture, as an edit would find it. Insertions have nothing to be found.
   * @throws DualeditError `picture-out-of-world`, …, `aborted`
   */
  masks(picture: FinderPicture, request: FinderRequest): Promise<FoundThings>;
  /**
   * The thing at points, in a box, or both. The picture is encoded the first time; then the decoder runs alone.
   * @throws DualeditError `pointing-unsupported`, `mask-empty`, `aborted`
   */
  pointed(picture: FinderPicture, pointing: Pointing, signal?: AbortSignal): Promise<PointedThing>;
  /** Stops its process. A later request starts another. */
  close(): Promise<void>;
}

/**
 * Opens a finder for a model pack. Its process is started, and its models loaded, by the first request.
 * @throws DualeditError `pack-missing`, `pack-without-segmenter`, `pack-incomplete`, `pack-unreadable`
 */
export async function openFinder(
  options: Pick<OpenOptions, 'model' | 'device' | 'maskSource' | 'captions'> = {},
): Promise<Finder> {
  const { model, device = 'auto', captions = true } = options;
  const pack = await findPack(model);
  const parts = await chooseParts(pack, options);
  const maskSource = parts.maskSource === undefined ? 'attention' : 'segmenter';
  const models: FinderModels = { pack, device, maskSource, captions };
  const process = new FinderProcess(models);
  return {
    canPoint: maskSource === 'segmenter',
    async masks(picture, { signal, ...request }) {
      return (await process.ask({ type: 'masks', request }, picture, signal)) as FoundThings;
    },
    async pointed(picture, pointing, signal) {
      return (await process.ask({ type: 'pointed', pointing }, picture, signal)) as PointedThing;
    },
    close: () => process.close(),
  };
}
