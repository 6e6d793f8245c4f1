import type { MaskSource } from '@dualedit/foundation';
import type { Device } from '../session/device.js';
import type { EditRequest, MaskRequest } from './request.js';
import type { EditResult, FoundMasks } from './result.js';

/** One loaded pack, ready for pictures. Requests are served one at a time, in order. */
export interface Editor {
  /**
   * Changes what `edits` say inside their masks, and no byte elsewhere.
   * @throws DualeditError see the package's README for the codes
   */
  edit(request: EditRequest): Promise<EditResult>;
  /** Where the things named by the edits are, and what else is seen. */
  masks(request: MaskRequest): Promise<FoundMasks>;
  /** Frees the models' memory once the requests so far are done; the next request loads them again. */
  release(): Promise<void>;
  /** Stops what is under way and frees all memory. A later request starts afresh. */
  close(): Promise<void>;
}

export interface EditorOptions {
  /** Folder of a model pack. Defaults to the embedded one. */
  pack?: string;
  device?: Device;
  /** Finds masks from words. Defaults to the diffusion model's own attention. */
  maskSource?: MaskSource;
  /** Withholds results that the pack's safety checker flags; loading fails if the pack has none. Defaults to false. */
  safetyCheck?: boolean;
  /** Lets the pack's captioner, if it has one, write the source prompt if the request has none. Defaults to true. */
  captions?: boolean;
}
