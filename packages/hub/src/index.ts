export { freeSpace } from './disk-space.js';
export { PATIENCE, type Patience } from './hub-fetch.js';
export {
  folderSize,
  type InstalledPack,
  installedFolder,
  installedPacks,
  removePack,
  type UnfinishedPack,
  unfinishedPacks,
} from './installed.js';
export { findKnown, KNOWN_MODELS, type KnownModel } from './known-models.js';
export { explainLicence } from './licence.js';
export { pullLocal } from './local.js';
export type { Source } from './manifest.js';
export { modelsFolder } from './models-folder.js';
export { type ModelKind, PART_NAMES, type PartName } from './part.js';
export { type Pulled, type PullOptions, type PullPlan, pullModel } from './pull.js';
export { checkName, type ModelReference, readReference } from './reference.js';
export { type HubSettings, hubSettings } from './settings.js';
export type { PullProgress } from './speed.js';
export { packTarget, partTarget, type Target } from './target.js';
