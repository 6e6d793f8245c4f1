import type { AttentionControlSettings } from './attention-control/settings.js';
import type { CdsSettings } from './cds/settings.js';
import type { CommonSettings } from './common-settings.js';
import type { GuideRescaleSettings } from './guide-rescale/settings.js';
import type { LomoeSettings } from './lomoe/settings.js';
import type { OirSettings } from './oir/settings.js';

/**
 * All settings of an edit; together with pack, prompts and masks they reproduce it. Each method has its own beside the
 * common ones.
 */
export type MethodSettings = CommonSettings &
  Partial<AttentionControlSettings & LomoeSettings & CdsSettings & GuideRescaleSettings & OirSettings>;
