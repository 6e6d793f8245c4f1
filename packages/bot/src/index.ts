export { ACTIONS, type Action, type Press, readPress, writePress } from './action.js';
export { attachmentGone, attachmentTooHeavy } from './attachment-errors.js';
export { count, flag, ids, readEnvironment } from './environment.js';
export { type FetchLimits, fetchPicture } from './fetch-picture.js';
export { editAgain, type FollowUp, followUp } from './follow-up.js';
export { type Health, serveHealth } from './health.js';
export { JOBS_ENVIRONMENT, type JobsConfig, limitsOf } from './jobs-environment.js';
export { type Logger, openLog } from './log.js';
export {
  cancelAll,
  deleteStored,
  sayQueue,
  sayStored,
  sayWords,
  undelivered,
  unfinishedJobs,
} from './mine.js';
export { type Operation, operate } from './operate.js';
export { beforeAndAfter, fitted, masksPicture, type OutgoingPicture } from './pictures.js';
export { type BotParts, type RunningBot, runService, type Service } from './service.js';
export { sayDone, sayDuration, sayEdit, sayProgress, sayUnderstood } from './status.js';
export {
  LANGUAGES,
  languageFor,
  type PictureLimits,
  type Say,
  sayError,
  sayThrown,
  textsFor,
} from './texts.js';
export { withoutMissing } from './without-missing.js';
