import type { EditResult, InversionName, MethodName, MethodSettings, Variant } from '@dualedit/core';
import type { Change, Checks, MetadataMode, NoteKind, PictureFormat, Stage } from '@dualedit/foundation';
import type { Limits } from './limits.js';

/** Anything that survives JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Someone on some platform. */
export interface User {
  /** The front end that speaks for this user, such as `discord`: lower case, digits and `-`. */
  frontEnd: string;
  /** As the platform writes it. A string: Discord's ids do not fit a number. */
  id: string;
}

/** `urgent` goes before `normal`, and that before `batch`; within each, users take turns. */
export type Priority = 'urgent' | 'normal' | 'batch';

/** A job waits as `queued`, runs as `masks` and `editing`, and ends as one of the last three. */
export type JobState = 'queued' | 'masks' | 'editing' | 'done' | 'failed' | 'cancelled';

/**
 * Pictures are stored with their job: what came in, what went out, one mask an edit (white on black PNG, in
 * the order of the edits, from `editing` on), the latest preview while it runs, and when it is done, one mask for each
 * thing that no edit named and that was kept (in the order of `JobResult.unnamed`), and each variant, if several were
 * asked for (in the order of `JobResult.variants`). A mask that came with the request stays as it came, as `given`.
 */
export type PictureRole = 'input' | 'given' | 'result' | 'mask' | 'preview' | 'kept' | 'variant';

/** Points at a picture of an earlier job of the same user, so that it need not be uploaded again. */
export interface PictureReference {
  job: string;
  picture: 'input' | 'result';
}

export interface JobOptions {
  /** What the picture shows, in a sentence; composed from the edits when absent. */
  prompt?: string;
  method?: MethodName;
  inversion?: InversionName;
  /** Overrides single numbers of the method. */
  settings?: Partial<MethodSettings>;
  /** Multiplies the step of every edit: 0…2, 1 unless given. */
  strength?: number;
  /** What is drawn at random follows from it: 0…2³¹−1. Defaults to 1. */
  seed?: number;
  /**
   * The masks of an earlier job of the same user with the same number of edits ("stronger", "softer",
   * "again"), or encoded mask pictures of the picture's size, one per edit. An absent one is found from its words.
   */
  masks?: { job: string } | (Uint8Array | undefined)[];
  /** Whether things are black in the masks. If absent, they are white, and masks that look inverted are refused. */
  invertMasks?: boolean;
  /** Takes a picture also if it is not of the world that a small model knows. Defaults to false. */
  force?: boolean;
  /** Whether attention maps are stored. Defaults to false. */
  details?: boolean;
  /** Whether things that are seen and that no edit names keep their pixels. Defaults to true. */
  protect?: boolean;
  /** Whether an edit that did not come out is tried again in other ways, at most twice. Defaults to true. */
  retry?: boolean;
  /** Pixels of the picture by which an edit may reach beyond its mask; as far as a new shape is drawn if absent. */
  maskGrow?: number;
  /** Pixels of the picture over which the new fades into the old; a thin seam if absent. */
  maskFeather?: number;
  /** Makes the edit by each of these methods; the best one is the result. */
  choose?: MethodName[];
  /** Makes the edit in so many ways, 1…8, and stores all of them; the best one is the result. */
  variants?: number;
  /** Every `previewEvery` steps, a preview is stored and reported. Defaults to never. */
  previewEvery?: number;
  /** How the result is encoded. Defaults to the format of the picture, or PNG if that cannot be written. */
  format?: PictureFormat;
  /** Whether a PNG says how it was made, in a text of the keyword `Dualedit`. Defaults to true. */
  recipe?: boolean;
  /** What the result keeps of the picture's metadata. Defaults to `strip`: nothing that tells where, by whom and with what it was taken. */
  metadata?: MetadataMode;
}

export interface JobRequest {
  user: User;
  /** Where to answer, as the front end understands it: channel, message, language. Kept and handed back. */
  address: JsonObject;
  /**
   * What makes this request this request, such as the id of the platform's update. A second request of the
   * same front end with the same key answers with the first job and changes nothing.
   */
  key?: string;
  /** Encoded bytes as they were uploaded, or a picture that is already here. */
  picture: Uint8Array | PictureReference;
  /** The command as it was written, and as it was understood. */
  command: string;
  edits: Change[];
  options?: JobOptions;
  /** `normal` unless given. */
  priority?: Priority;
  /** What else the access rules may name: `guild:1`, `role:2`, `chat:3`. Not stored. */
  groups?: string[];
  /** Lower limits than those of the store, for users that the front end trusts less. Not stored. */
  limits?: Partial<Pick<Limits, 'inFlight' | 'perHour'>>;
  /** An earlier job of the same user that this one goes on with, such as with what of it was found: not counted anew. */
  continues?: string;
}

/**
 * How far a finished job is on its way to its user: `given-up` after fifteen attempts, or where its front end found no
 * way.
 */
export type DeliveryState = 'waiting' | 'delivering' | 'delivered' | 'given-up';

/** Why a job, or one try of it, failed: a `DualeditError`'s code, message and hint, and what it received where that is text. */
export interface JobError {
  code: string;
  message: string;
  hint: string;
  received?: string;
}

/** A try that did not finish: its worker died, or it failed in a way that may pass. */
export interface FailedTry {
  worker: string;
  at: Date;
  error: JobError;
}

/**
 * What an edit says about itself when it is done; the pictures are stored beside it. A job whose edits did not all come
 * out is done all the same: `checks` says which.
 */
export interface JobResult
  extends Pick<EditResult, 'prompts' | 'metrics' | 'timings' | 'config' | 'retried'> {
  /** What came of each edit, and of what was to stay. Absent of jobs that an older version edited. */
  checks?: Checks;
  /** The names of the things that no edit named and that were kept. Absent of jobs that an older version edited. */
  unnamed?: string[];
  /** What the result does not keep of the file that was given. Absent of jobs that an older version edited. */
  notes?: NoteKind[];
  /** How each variant was made, if several were asked for. */
  variants?: Omit<Variant, 'picture'>[];
  /** The index of the variant that is the result. */
  chosen?: number;
  /** Where the model looked, one map per edit, row by row; if `details` were asked for. */
  attention?: { width: number; height: number; data: number[] }[];
}

/** A job as it is now. */
export interface Job {
  id: string;
  user: User;
  address: JsonObject;
  command: string;
  edits: Change[];
  options: Omit<JobOptions, 'masks'>;
  priority: Priority;
  state: JobState;
  /** 1 is next. Only while `queued`. */
  place?: number;
  /** Until the job is done, waiting included; from recent jobs. Absent before the first job of all is done. */
  etaSeconds?: number;
  /** Of the work, 0…1. */
  fraction: number;
  /** What the engine is doing, while it runs. */
  stage?: Stage;
  /** How many previews there have been; a new one is a new number. 0: none. */
  preview: number;
  /** Someone asked to cancel it while it ran; it ends within one model call. */
  cancelling: boolean;
  failedTries: FailedTry[];
  /** Of a failed job. */
  error?: JobError;
  /** Of a done job. */
  result?: JobResult;
  createdAt: Date;
  startedAt?: Date;
  finishedAt?: Date;
  /** Of a finished job. */
  delivery?: DeliveryState;
  /** Its pictures are deleted then. Known once it is finished. */
  picturesUntil?: Date;
}

/** A stored, encoded picture. */
export interface StoredPicture {
  job: string;
  role: PictureRole;
  /** Of a mask: which edit it belongs to. 0 otherwise. */
  index: number;
  format: PictureFormat | 'other';
  bytes: Uint8Array;
}
