import type { Editor, EditRequest, EditResult, FoundMasks, MaskRequest } from '@dualedit/core';
import type { Box, MetadataMode, Note, PictureFormat } from '@dualedit/foundation';
import type { MaskInput, PictureInput } from './picture-input.js';
import type { Words } from './words.js';

/** How a picture is edited; every part has a default. */
export interface EditOptions extends Omit<EditRequest, 'picture' | 'edits' | 'masks'> {
  /**
   * Masks by the name of their thing, such as `{ hat: 'hat.png' }`, or one per edit in the order of the edits. An edit
   * without a mask gets its own from its words.
   */
  masks?: Readonly<Record<string, MaskInput>> | (MaskInput | undefined)[];
  /** Whether things are black in the masks. If absent, they are white, and masks that look inverted are refused. */
  invertMasks?: boolean | undefined;
  /** Where new things go, in pixels of the picture: one box per `+ red hat`, in their order. */
  regions?: readonly Box[];
}

/** How masks are found. */
export type FindOptions = Omit<MaskRequest, 'picture' | 'edits'>;

/** An edited picture, decoded, and all that is known of how it was made. */
export interface EditedPicture extends EditResult {
  /** What was understood, in canonical form: `cat→dog, hat→red`. */
  command: string;
  /** What was done to make masks fit the picture. */
  notes: Note[];
  /**
   * The picture as a file, of the kind of the file that was edited: profile, depth and metadata stay. Defaults to PNG
   * and to all metadata.
   */
  encode(format?: PictureFormat, options?: { metadata?: MetadataMode }): Promise<Uint8Array>;
}

/** One loaded model pack, ready for pictures and words. Requests are served one at a time, in order. */
export interface PictureEditor extends AsyncDisposable {
  /** The folder of the model pack. */
  readonly pack: string;
  /** The device that an exclusive editor runs on, such as `cpu` or `cuda:1`; undefined if it is not exclusive. */
  readonly device: string | undefined;
  /**
   * The editor of `@dualedit/core` behind this one, for callers that have decoded pictures and edits, such as a job
   * queue. Closing either closes both.
   */
  readonly engine: Editor;
  /**
   * Changes what the words say inside its masks, and no byte elsewhere.
   *
   * @example
   * const { encode } = await editor.edit('cat.png', 'cat→dog, hat→red', { onProgress: console.log });
   *
   * @throws DualeditError `input-unreadable`, `picture-…`, `command-…`, `mask-…`, `aborted`, `editor-closed`, and those
   * of `@dualedit/core`
   */
  edit(picture: PictureInput, words: Words, options?: EditOptions): Promise<EditedPicture>;
  /**
   * Returns where the things are that the words name, one mask per edit, and what else is seen.
   * @throws DualeditError as {@link PictureEditor.edit}, above all `object-not-found`
   */
  masks(picture: PictureInput, words: Words, options?: FindOptions): Promise<FoundMasks>;
  /** Frees the models' memory once the requests so far are done; the next request loads them again. */
  release(): Promise<void>;
  /** Stops what is under way, frees the models' memory and the device. Later requests are refused. */
  close(): Promise<void>;
}
