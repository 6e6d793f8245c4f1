export { ACTIONS, type Action, type Press, readPress, writePress } from './action.js';
export { count, flag, ids, readEnvironment } from './environment.js';
export { type FetchLimits, fetchPicture } from './fetch-picture.js';
export { editAgain, type FollowUp, followUp } from './follow-up.js';
export { type Health, serveHealth } from './health.js';
export { type Logger, openLog } from './log.js';
export { beforeAndAfter, fitted, masksPicture, type OutgoingPicture } from './pictures.js';
export { sayDone, sayDuration, sayEdit, sayProgress, sayUnderstood } from './status.js';
export { LANGUAGES, languageFor, type Say, sayError, sayThrown, textsFor } from './texts.js';
