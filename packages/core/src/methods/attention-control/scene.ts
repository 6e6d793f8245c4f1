import type { Scene } from '../method.js';
import type { AttentionControlSettings } from './settings.js';

/** A scene that the editing loop of attention control edits. */
export type AttentionScene = Scene<AttentionControlSettings>;
