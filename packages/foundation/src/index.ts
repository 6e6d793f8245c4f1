export {
  type Checks,
  countFailed,
  type EditCheck,
  failures,
  hasFailed,
  isKept,
  type KeptThing,
  type Outcome,
} from './checks.js';
export { type Category, CODES, type Code, type CodeFacts, factsOf } from './codes.js';
export { COLOR_NAMES, nearestColor } from './color-names.js';
export {
  type BackgroundChange,
  type Change,
  changeName,
  type Edit,
  type EditKind,
  type Insertion,
  type NamedThing,
  NOTHING,
  namesThing,
  type OwnSelector,
  type Relation,
  type Removal,
  type Row,
  type Selector,
  type Side,
  targetPhrase,
} from './edit.js';
export { aborted, DualeditError, type DualeditErrorOptions, throwIfAborted } from './error.js';
export { fitMask, type GivenMaskOptions } from './given-mask.js';
export { type Lab, labDistance, labOf, meanLab } from './lab.js';
export { takeLock } from './lock.js';
export {
  averageMask,
  checkMask,
  countInside,
  countOverlap,
  cropMask,
  decodeMask,
  encodeMask,
  type Mask,
  maskBox,
  uniteMasks,
} from './mask.js';
export {
  type FindRequest,
  type Found,
  type MaskSource,
  NAMELESS,
  type Pointing,
  type PointPrompt,
  type SeenThing,
  type Segment,
} from './mask-source.js';
export { encodeAnimation, isAnimation } from './original/animation.js';
export {
  type EncodedLike,
  type EncodeLikeOptions,
  encodeLike,
  formatLike,
} from './original/encode-like.js';
export { METADATA_MODES, type MetadataMode } from './original/metadata.js';
export { type Note, type NoteKind, note } from './original/notes.js';
export { type OpenedPicture, openPicture } from './original/open-picture.js';
export type { Original } from './original/original.js';
export { settleOverlaps } from './overlap.js';
export {
  type Box,
  cropPicture,
  type DecodeLimits,
  decodePicture,
  encodePicture,
  type Picture,
  type PictureFormat,
  resizePicture,
} from './picture.js';
export type { OnProgress, Progress, Stage } from './progress.js';
