import type { Pack } from '@dualedit/core';
import type { Jobs } from '@dualedit/jobs';

/** What the routes work with. */
export interface StudioParts {
  pack: Pack;
  isEmbedded: boolean;
  jobs: Jobs;
  needsToken: boolean;
  /** Whether the model finds what is pointed at. */
  canPoint: boolean;
  health(): Promise<{ ok: boolean; problems: string[] }>;
}
