export {
  type Deliver,
  type Deliveries,
  DeliverLater,
  type Delivery,
  Undeliverable,
} from './delivery.js';
export type {
  DeliveryState,
  FailedTry,
  Job,
  JobError,
  JobOptions,
  JobRequest,
  JobResult,
  JobState,
  Json,
  JsonObject,
  PictureReference,
  PictureRole,
  Priority,
  StoredPicture,
  User,
} from './job.js';
export type {
  AccessRule,
  Admin,
  Figures,
  JobFilter,
  Jobs,
  Notes,
  Retention,
  UserData,
  Users,
  WorkerFigures,
} from './jobs.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export type { Act, BannedPhrase, Moderation } from './moderation.js';
export { type JobsOptions, openJobs } from './open.js';
export type { Allowance, Quota, QuotaState, Quotas } from './quotas.js';
export type { StartWorker, Worker, WorkerOptions } from './worker/worker.js';
