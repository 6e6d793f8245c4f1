// What browser and server say to each other: types alone, for both sides. Paths are relative to the server's root.

export type * from './contract/edits.js';
export type * from './contract/failure.js';
export type * from './contract/finding.js';
export type * from './contract/links.js';
export type * from './contract/settings.js';
