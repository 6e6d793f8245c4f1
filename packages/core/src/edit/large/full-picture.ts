import type { Box, Mask, Picture } from '@dualedit/foundation';
import type { ComposeRequest } from '../../image/compose.js';
import type { Editor } from '../editor.js';
import type { EditRequest } from '../request.js';
import type { EditResult } from '../result.js';

/** A part of a picture, and of the masks that its request brings. */
export interface Part {
  picture: Picture;
  masks: (Mask | undefined)[];
}

/** A large picture, of which a request holds a smaller copy. */
export interface FullPicture extends Pick<Picture, 'width' | 'height'> {
  /** Returns what is in a box, which must lie inside the picture: at full size, unless that is large, too. */
  part(box: Box): Promise<Part>;
}

/** A request whose picture, masks, and points may be those of a smaller copy. */
export interface EngineRequest extends EditRequest {
  full?: FullPicture;
}

/** What was pasted, to be pasted again at another size. */
export type Paste = Omit<ComposeRequest, 'original'>;

/** What was edited of a large picture, and what is to be pasted into it: boxes and masks are of the part. */
export interface EditedPart {
  box: Box;
  /** The part's size as it was edited. */
  size: Pick<Picture, 'width' | 'height'>;
  /** One after the other. */
  pastes: readonly Paste[];
}

/** A result whose picture and masks may be those of a part of a large picture. */
export interface EngineResult extends EditResult {
  /** That part; what no edit names is of the smaller copy then. Absent if the result is of the whole picture. */
  part?: EditedPart;
  /** One per variant. */
  parts?: (EditedPart | undefined)[];
}

/** What edits small pictures, and large ones by their smaller copies. */
export interface Engine extends Editor {
  edit(request: EngineRequest): Promise<EngineResult>;
}
