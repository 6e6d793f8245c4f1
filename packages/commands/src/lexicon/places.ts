import { words } from './words.js';

/** Names of the background itself. */
export const BACKGROUND = words('background backdrop scenery surroundings');

/**
 * Places that are usually all of the background. Surfaces that are also things of their own in a photograph, such
 * as sky, grass or water, are not among them.
 */
export const SCENES = words(`
  beach desert forest jungle meadow city town village street mountains countryside landscape seaside snow park
  room kitchen bedroom office studio space night sunset
`);
