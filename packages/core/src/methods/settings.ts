import type { AttentionControlSettings } from './attention-control/settings.js';

/**
 * All settings of an edit; together with pack, prompts and masks they reproduce it. Methods with settings of their own
 * are joined here.
 */
export type MethodSettings = AttentionControlSettings;
