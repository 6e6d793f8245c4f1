// Edits, their history and their events.
import type { ErrorBody, Note } from './failure.js';
import type { ReadEdit } from './finding.js';
import type { EditSettings } from './settings.js';

/** `POST /v1/edits` as JSON. 202 with an {@link EditView}. The header `idempotency-key` makes a repetition harmless. */
export interface EditRequest {
  /** Id of a picture that was posted. */
  picture: string;
  command: string;
  language?: string;
  /** What the picture shows, in a sentence. */
  prompt?: string;
  /**
   * Painted masks by the index of their edit: PNG as base64 (with or without `data:image/png;base64,`), gray or with
   * alpha, at the picture's size. Edits without one are found from their words.
   */
  masks?: Record<string, string>;
  settings?: EditSettings;
  /** Makes the edit in so many ways, 1…8. */
  variants?: number;
  /** The edit whose result this picture is, for the history. */
  parent?: string;
}

export type EditStatus = 'queued' | 'masks' | 'editing' | 'done' | 'failed' | 'cancelled';

/** `load`: models are loaded; `segment`: masks; `invert`; `edit`; `decode`; `compose`; `retry`: tried again. */
export type EditStage = 'load' | 'segment' | 'invert' | 'edit' | 'decode' | 'compose' | 'retry';

/** `GET /v1/edits/:id`; also what the history holds. */
export interface EditView {
  id: string;
  status: EditStatus;
  /** While queued: 1 is next. */
  place?: number;
  /** Of the work, 0…1. */
  fraction: number;
  stage?: EditStage;
  /** Until it is done, waiting included. */
  secondsLeft?: number;
  /** It will be cancelled within one model run. */
  cancelling: boolean;
  /** Counts up. Above 0 while it runs, `GET /v1/edits/:id/preview` has a JPEG. */
  preview: number;
  command: string;
  canonical: string;
  language?: string;
  edits: ReadEdit[];
  prompt?: string;
  settings: EditSettings;
  variants: number;
  /** Id of the picture that is edited. */
  picture: string;
  parent?: string;
  /** One per edit that has one by now. */
  masks: EditMask[];
  /** When done: the things that were kept, and where. */
  kept: { label: string; url: string }[];
  /** When done. */
  checks?: EditChecks;
  /** How it was tried again. */
  retried?: 'stronger' | 'apart' | 'other-method' | 'many-steps';
  /** What of the original the result does not keep, and what was done to masks. */
  notes: Note[];
  /** When done: one per variant. */
  results: EditResultView[];
  /** Index of the best of `results`, or of the one that the user keeps. */
  chosen?: number;
  /** Whether the user has kept one of several variants: `POST /v1/edits/:id/keep`. */
  isKept: boolean;
  /** Whether loss curves and attention maps are there: `GET /v1/edits/:id/figures`. */
  hasFigures: boolean;
  error?: ErrorBody;
  /** ISO 8601. */
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** When its pictures will be deleted. */
  expiresAt?: string;
}

export interface EditMask {
  edit: number;
  /** Where it was edited: the painted mask or the found one; when done, what was pasted. PNG, 8-bit gray. */
  url: string;
  /** The mask that was painted for it, pixel for pixel; absent if its words found it. */
  given?: string;
}

export interface EditResultView {
  index: number;
  /** The picture as a file of the format that was asked for. */
  url: string;
  /** Upright, sRGB, PNG or JPEG. */
  display: string;
  method: string;
  strength: number;
  checks?: EditChecks;
}

export interface EditChecks {
  /** One per edit. */
  edits: {
    /** `came-out`, `missing`, `remains`, `appeared`, `color`, `unchanged`, `unknown` */
    outcome: string;
    source: string;
    target: string;
    /** What is there instead. */
    seen?: string;
    /** What a removed thing wore and what is gone with it. */
    with?: string[];
  }[];
  /** Shares of their pixels that changed, 0…1. */
  kept: { name: string; changed: number }[];
  passed: boolean;
  /** What failed, one English sentence each. */
  failures: string[];
}

/** `GET /v1/edits?limit=…&before=…`, newest first. `before` is the id of the last one of the page before. */
export interface EditPage {
  edits: EditView[];
  /** For `before`; absent on the last page. */
  next?: string;
}

/** `POST /v1/edits/:id/keep`: the variant that stays; the others are deleted. Answers with the {@link EditView}. */
export interface KeepRequest {
  result: number;
}

/** `GET /v1/edits/:id/figures` */
export interface Figures {
  /** Per step: `{ step, oal, … }`, the names depend on the method. */
  losses: Record<string, number>[];
  /** Where the model looked, one per edit; empty unless `details` was asked for. Values 0…1 × 255, row by row, base64. */
  attention: { edit: number; width: number; height: number; data: string }[];
  /** Seconds by stage. */
  timings: Record<string, number>;
  metrics: Record<string, number>;
}

/** `GET /v1/edits/:id/recipe`: all that makes the same edit again, a download. */
export interface Recipe {
  dualedit: string;
  command: string;
  canonical: string;
  prompt?: string;
  /** The same edit for a shell, with names of files for picture and masks. */
  commandLine: string;
  /** The same edit for `POST /v1/edits`. */
  request: Omit<EditRequest, 'masks'>;
  /** Of the engine; when done. */
  config?: unknown;
  prompts?: { source: string; target: string };
}

/**
 * `GET /v1/events`: server-sent events about all edits of this user, for a window: one connection is enough. At once one
 * `edit` per unfinished edit, then one per change.
 */
export interface StudioEvents {
  /** It was added, or changed. */
  edit: EditView;
  deleted: { id: string };
}

/** `GET /v1/edits/:id/events`: the same of one edit; it ends after `done`, `failed` or `cancelled`. */
export interface EditEvents {
  stage: EditView;
  preview: { url: string; preview: number };
  done: EditView;
  failed: EditView;
  cancelled: EditView;
}
