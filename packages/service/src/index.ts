export { isDatabaseAway } from './database-away.js';
export { count, flag, ids, readEnvironment } from './environment.js';
export { type Health, serveHealth } from './health.js';
export { healthOf } from './health-of.js';
export { JOBS_ENVIRONMENT, type JobsConfig, limitsOf } from './jobs-environment.js';
export { Line, type LineOptions } from './line.js';
export { type Logger, openLog } from './log.js';
export type { RunningBot } from './running-bot.js';
export { type BotParts, runService, type Service } from './service.js';
