import type { Box, SeenThing } from '@dualedit/foundation';
import type { EditRequest } from '../request.js';

/** What of a large picture is edited, and what is known of the rest. */
export interface Zoom {
  /** The part of the picture, in its pixels. */
  box: Box;
  /** How many pixels of the picture's size, as the part is edited, are beyond it. */
  beyond: number;
  /** What no edit names, as seen in the smaller copy of the picture; and what of it lies beyond the part altogether. */
  unnamed: readonly SeenThing[];
  elsewhere: readonly SeenThing[];
  /** As the request says it, in pixels of the picture. */
  asked: Pick<EditRequest, 'maskGrow' | 'maskFeather'>;
}
