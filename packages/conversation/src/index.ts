export { ACTIONS, type Action, type Press, readPress, writePress } from './action.js';
export { attachmentGone, attachmentTooHeavy } from './attachment-errors.js';
export { sayChecks } from './checks.js';
export { type FetchLimits, fetchPicture } from './fetch-picture.js';
export { editAgain, type FollowUp, followUp } from './follow-up.js';
export type { Log } from './log.js';
export { logFailure } from './log-failure.js';
export {
  cancelAll,
  deleteStored,
  sayQueue,
  sayStored,
  sayWords,
  undelivered,
  unfinishedJobs,
} from './mine.js';
export { sayNames } from './names.js';
export { type Operation, operate } from './operate.js';
export { beforeAndAfter, fitted, masksPicture, type OutgoingPicture } from './pictures.js';
export { readEdits } from './read-edits.js';
export { Standing } from './standing.js';
export { sayDone, sayDuration, sayProgress, sayUnderstood } from './status.js';
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
export { withoutMissing } from './without-missing.js';
