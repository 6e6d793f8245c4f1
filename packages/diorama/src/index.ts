export { applyEdits } from './apply-edits.js';
export { captions } from './captions.js';
export { COLOR_HEX } from './draw/drawings.js';
export { type ExportOptions, exportScenes, FIRST_HELD_OUT_SEED } from './export.js';
export { objectPhrase } from './phrase.js';
export { type ObjectMasks, renderMasks, renderScene } from './render.js';
export type { Scene, SceneObject } from './scene.js';
export { type Level, type SceneOptions, sceneFromSeed } from './scene-from-seed.js';
export {
  type Animal,
  type Background,
  type Color,
  type Material,
  type Noun,
  type Thing,
  type Vocabulary,
  vocabulary,
  type Wearable,
  type World,
} from './vocabulary.js';
