// What is here and what is known, without the hub's client.
export { freeSpace } from './disk-space.js';
export {
  folderSize,
  type InstalledPack,
  installedFolder,
  installedPacks,
  type UnfinishedPack,
  unfinishedPacks,
} from './installed.js';
export { findKnown, KNOWN_MODELS, type KnownModel } from './known-models.js';
export type { Source } from './manifest.js';
export { modelsFolder } from './models-folder.js';
export { type ModelKind, PART_NAMES, type PartName } from './part.js';
export { wrongFiles } from './wrong-files.js';
