import type { Scene } from '../method.js';
import type { AttentionControlSettings } from './settings.js';

/** A scene that this loop edits. */
export type AttentionScene = Scene<AttentionControlSettings>;
