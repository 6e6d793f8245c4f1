export { ACTIONS, type Action, type Press, readPress, writePress } from './action.js';
export { attachmentGone, attachmentTooHeavy } from './attachment-errors.js';
export { sayChecks } from './checks.js';
export {
  type Correction,
  correctMask,
  otherThing,
  pointedAt,
  readPointed,
} from './correct-mask.js';
export { type FetchLimits, fetchPicture } from './fetch-picture.js';
export { sayFileNotes } from './file-notes.js';
export { editAgain, type FollowUp, followUp } from './follow-up.js';
export type { Log } from './log.js';
export { logFailure } from './log-failure.js';
export { meantBy } from './meant.js';
export { type MediaKind, mediaKind } from './media.js';
export {
  cancelAll,
  deleteStored,
  sayAbilities,
  sayQueue,
  sayStored,
  undelivered,
  unfinishedJobs,
} from './mine.js';
export { sayNames } from './names.js';
export { type Operation, operate, sayActs } from './operate.js';
export {
  beforeAndAfter,
  fitted,
  givenPicture,
  masksPicture,
  type OutgoingPicture,
  resultPicture,
} from './pictures.js';
export {
  type Block,
  blockIn,
  moderatorsOf,
  type Place,
  type PlaceLimits,
  recordDeletion,
  sayActsOf,
  sayBanned,
  sayLimits,
  setBanned,
  setLimits,
  setModerators,
  unblockIn,
} from './place.js';
export { pressKey } from './press-key.js';
export { sayQuota } from './quota.js';
export { readEdits } from './read-edits.js';
export { Standing } from './standing.js';
export { sayDone, sayDuration, sayProgress, sayUnderstood } from './status.js';
export { type LinkingStudio, sayStudioLink } from './studio-link.js';
export {
  type About,
  isForUser,
  LANGUAGES,
  languageFor,
  type PictureLimits,
  type Say,
  sayError,
  sayThrown,
  textsFor,
} from './texts.js';
export { countVariants, sayVariants, variantsPicture } from './variants.js';
export { sayWait } from './wait.js';
export { allMissing, withoutMissing } from './without-missing.js';
