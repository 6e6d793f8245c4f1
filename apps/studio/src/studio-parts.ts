import type { ReadOptions } from '@dualedit/commands';
import type { Pack } from '@dualedit/core';
import type { Finder } from '@dualedit/editor';
import type { Jobs } from '@dualedit/jobs';
import type { EditEvents } from './events/edit-events.js';
import type { Guests } from './guests/guests.js';
import type { PictureStore } from './pictures/picture-store.js';

/** What the routes work with. */
export interface StudioParts {
  pack: Pack;
  isEmbedded: boolean;
  /** How commands are read, apart from their language. */
  reading: ReadOptions;
  jobs: Jobs;
  events: EditEvents;
  pictures: PictureStore;
  guests: Guests;
  finder: Finder;
  needsToken: boolean;
  health(): Promise<{ ok: boolean; problems: string[] }>;
  /** Aborts when the server is about to close. */
  closing: AbortSignal;
}
