import { z } from 'zod';
import type {
  EditPage,
  EditView,
  Failure,
  LinkAnswer,
  MasksAnswer,
  PictureInfo,
  ReadAnswer,
  SegmentAnswer,
  SessionAnswer,
  WordForms,
} from '../contract.js';

// The answers of the contract as schemas, for the OpenAPI document; the compiler holds both together.

const span = z.tuple([z.number(), z.number()]);
const note = z.strictObject({ kind: z.string(), text: z.string() });
const box = z.strictObject({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });
const date = z.iso.datetime();

const error = z.strictObject({
  code: z.string().describe('Stable: scripts may compare it.'),
  message: z.string(),
  next: z.string().describe('What to do about it.'),
  received: z.unknown().optional(),
  span: span.exactOptional(),
  suggestions: z.array(z.string()).exactOptional(),
});

const readEdit = z.strictObject({
  index: z.number(),
  kind: z.enum(['object', 'attribute', 'both', 'removal', 'background', 'insertion']),
  source: z.string().exactOptional(),
  target: z.string(),
  canonical: z.string(),
  span,
  strength: z.number().exactOptional(),
  needsMask: z.boolean(),
});

const seenMask = z.strictObject({
  label: z.string(),
  score: z.number().exactOptional(),
  box,
  mask: z.string().describe('PNG as base64: 8-bit gray, white inside, of the picture’s size.'),
});

const checks = z.strictObject({
  edits: z.array(
    z.strictObject({
      outcome: z.string(),
      source: z.string(),
      target: z.string(),
      seen: z.string().exactOptional(),
      with: z.array(z.string()).exactOptional(),
    }),
  ),
  kept: z.array(z.strictObject({ name: z.string(), changed: z.number() })),
  passed: z.boolean(),
  failures: z.array(z.string()),
});

const settings = z.strictObject({
  method: z.string().exactOptional(),
  strength: z.number().exactOptional(),
  steps: z.number().exactOptional(),
  seed: z.number().exactOptional(),
  maskGrow: z.number().exactOptional(),
  maskFeather: z.number().exactOptional(),
  protect: z.boolean().exactOptional(),
  retry: z.boolean().exactOptional(),
  force: z.boolean().exactOptional(),
  details: z.boolean().exactOptional(),
  format: z.enum(['same', 'png', 'jpeg', 'webp']).exactOptional(),
  metadata: z.enum(['keep', 'strip', 'none']).exactOptional(),
});

const result = z.strictObject({
  index: z.number(),
  url: z.string(),
  display: z.string(),
  method: z.string(),
  strength: z.number(),
  checks: checks.exactOptional(),
});

export const failure: z.ZodType<Failure> = z.strictObject({ error });

export const wordForms = z.strictObject({
  forms: z.record(z.string(), z.array(z.string())).describe('By English word, the plainest form first.'),
}) satisfies z.ZodType<WordForms>;

export const pictureInfo: z.ZodType<PictureInfo> = z.strictObject({
  id: z.string(),
  width: z.number(),
  height: z.number(),
  kind: z.string(),
  notes: z.array(note),
  display: z.string(),
});

export const linkAnswer: z.ZodType<LinkAnswer> = z.strictObject({
  url: z.string().describe('Opens what was sent, once.'),
  expires: date,
});

export const sessionAnswer: z.ZodType<SessionAnswer> = z.strictObject({
  user: z.string(),
  open: z
    .strictObject({
      picture: z.string(),
      command: z.string(),
      masks: z.array(z.strictObject({ edit: z.number(), mask: z.string() })),
    })
    .exactOptional(),
});

export const readAnswer: z.ZodType<ReadAnswer> = z.strictObject({
  canonical: z.string().exactOptional(),
  edits: z.array(readEdit),
  kept: z.array(z.strictObject({ phrase: z.string().exactOptional(), span })),
  error: error.exactOptional(),
});

export const masksAnswer: z.ZodType<MasksAnswer> = z.strictObject({
  masks: z.array(seenMask.extend({ edit: z.number(), candidates: z.array(seenMask) })),
  missing: z.array(z.strictObject({ edit: z.number(), error })),
  kept: z.array(seenMask),
});

export const segmentAnswer: z.ZodType<SegmentAnswer> = seenMask.extend({ label: z.string().exactOptional() });

export const editView: z.ZodType<EditView> = z.strictObject({
  id: z.string(),
  status: z.enum(['queued', 'masks', 'editing', 'done', 'failed', 'cancelled']),
  place: z.number().exactOptional(),
  fraction: z.number(),
  stage: z.enum(['load', 'segment', 'invert', 'edit', 'decode', 'compose', 'retry']).exactOptional(),
  secondsLeft: z.number().exactOptional(),
  cancelling: z.boolean(),
  preview: z.number(),
  command: z.string(),
  canonical: z.string(),
  language: z.string().exactOptional(),
  edits: z.array(readEdit),
  prompt: z.string().exactOptional(),
  settings,
  variants: z.number(),
  picture: z.string(),
  parent: z.string().exactOptional(),
  masks: z.array(z.strictObject({ edit: z.number(), url: z.string(), given: z.string().exactOptional() })),
  kept: z.array(z.strictObject({ label: z.string(), url: z.string() })),
  checks: checks.exactOptional(),
  retried: z.enum(['stronger', 'apart', 'other-method', 'many-steps']).exactOptional(),
  notes: z.array(note),
  results: z.array(result),
  chosen: z.number().exactOptional(),
  isKept: z.boolean(),
  hasFigures: z.boolean(),
  error: error.exactOptional(),
  createdAt: date,
  startedAt: date.exactOptional(),
  finishedAt: date.exactOptional(),
  expiresAt: date.exactOptional(),
});

export const editPage: z.ZodType<EditPage> = z.strictObject({
  edits: z.array(editView),
  next: z.string().exactOptional(),
});
