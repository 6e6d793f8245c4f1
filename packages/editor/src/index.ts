export { CommandError, formatCommand, parseCommand } from '@dualedit/commands';
export type {
  Device,
  EditConfig,
  EditDetails,
  Editor,
  EditResult,
  FoundMasks,
  InversionName,
  MethodName,
  MethodSettings,
} from '@dualedit/core';
export {
  type Box,
  type Change,
  type Checks,
  DualeditError,
  decodeMask,
  decodePicture,
  type Edit,
  type EditCheck,
  encodeMask,
  encodePicture,
  failures,
  type Mask,
  type OnProgress,
  type Picture,
  type PictureFormat,
  type Progress,
  type SeenThing,
} from '@dualedit/foundation';
export { checkEdit } from './check-edit.js';
export { EMBEDDED, findPack } from './find-pack.js';
export { type Finder, type FinderPicture, type FinderRequest, openFinder } from './finder/finder.js';
export type { FoundThing, FoundThings, PointedThing } from './finder/messages.js';
export { openEditor } from './open-editor.js';
export { DEVICES, MASK_SOURCES, type MaskSourceName, type OpenOptions } from './options.js';
export type { EditedPicture, EditOptions, FindOptions, PictureEditor } from './picture-editor.js';
export type { FileInput, MaskInput, PictureInput } from './picture-input.js';
export { readOptionsOf } from './read-options.js';
export { assignByName, type Words } from './words.js';
