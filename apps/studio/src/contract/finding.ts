// What is asked and answered before an edit.
import type { Box, ErrorBody, Note, Span } from './failure.js';
import type { EditSettings } from './settings.js';

/** `GET /v1/model` */
export interface ModelInfo {
  name: string;
  embedded: boolean;
  /** Width and height that the model works at. */
  pictureSize: number;
  /** What the model knows, where it has a list of its words: an embedded one has, one for photographs has not. */
  words?: { nouns: string[]; colors: string[]; materials: string[]; backgrounds: string[] };
  methods: { name: string; about: string; source: string; isDefault: boolean }[];
  settings: SettingInfo[];
  /** Commands are read in English and in these. */
  languages: string[];
  /** Of an embedded model: how to get one for photographs. */
  pull?: { command: string; title: string; bytes: number; licence: string };
  /** Whether things can be pointed at: `POST /v1/pictures/:id/segment`. */
  canPoint: boolean;
  samples: Sample[];
  /** Whether this server wants a token, or a session made with one. */
  needsToken: boolean;
  limits: { pictureBytes: number; picturePixels: number; commandLength: number; variants: number };
  versions: { dualedit: string };
}

/** `GET /v1/words?language=de`: how commands in a language may write what the model knows. */
export interface WordForms {
  /**
   * By English word, the plainest form first and the English one last: `cat: ['Katze', 'Kater', 'cat']`. Besides the
   * words of the model also `background`, `nothing`, `to`, `into` and `and`. Empty if the model has no list of its words.
   */
  forms: Record<string, string[]>;
}

export interface SettingInfo {
  /** A key of {@link EditSettings}. */
  name: keyof EditSettings;
  kind: 'number' | 'integer' | 'choice' | 'boolean';
  min?: number;
  max?: number;
  step?: number;
  choices?: string[];
  /** Absent where the model or the picture decides. */
  default?: number | string | boolean;
  /** Pixels, or nothing. */
  unit?: 'px';
  about: string;
}

/** A picture to try, with a command; only of the embedded model. `POST /v1/pictures` with its bytes to edit it. */
export interface Sample {
  name: string;
  command: string;
  /** Path of its file. */
  picture: string;
}

/**
 * `POST /v1/pictures`: the bytes as the body, whatever its content type; or `{ edit, result }` as JSON for what an edit
 * made, so that it can be edited further.
 */
export interface PictureInfo {
  /** SHA-256 of the bytes, in hexadecimal. */
  id: string;
  width: number;
  height: number;
  /** `png`, `jpeg`, `webp`, `avif`, `gif`, `tiff`. */
  kind: string;
  /** What is worth knowing before it is edited, such as that only the first frame will be. */
  notes: Note[];
  /** `GET`: upright, sRGB, PNG or JPEG. */
  display: string;
}

export interface ResultReference {
  edit: string;
  /** The variant; the chosen one if absent. */
  result?: number;
}

/** `POST /v1/read`: 200 also for what is not understood, which `error` says. No model is run. */
export interface ReadRequest {
  command: string;
  /** Such as `de`; English is always read. */
  language?: string;
}

export interface ReadAnswer {
  /** Absent if there is an error. */
  canonical?: string;
  edits: ReadEdit[];
  /** What the command says is to stay. */
  kept: { phrase?: string; span: Span }[];
  error?: ErrorBody;
}

export interface ReadEdit {
  index: number;
  kind: 'object' | 'attribute' | 'both' | 'removal' | 'background' | 'insertion';
  /** The thing that changes; absent of an insertion, `background` of a background. */
  source?: string;
  /** `nothing` of a removal. */
  target: string;
  /** This edit alone in canonical form. */
  canonical: string;
  /** In the command, in UTF-16 units. */
  span: Span;
  /** 0…2; absent of a removal. */
  strength?: number;
  /** An insertion: it needs a mask of where the new thing goes. */
  needsMask: boolean;
}

/** `POST /v1/pictures/:id/masks` */
export interface MasksRequest {
  command: string;
  language?: string;
  prompt?: string;
  /** Edits whose masks are not looked for, such as painted ones. */
  skip?: number[];
  /** Looks also at a picture that is not of the small world that an embedded model knows. */
  force?: boolean;
}

export interface MasksAnswer {
  /** One per edit whose mask was found; those of `skip` and insertions are left out. */
  masks: FoundMask[];
  /** Edits whose thing was not found: `error.code` is `object-not-found` or `object-count`. */
  missing: { edit: number; error: ErrorBody }[];
  /** Things that are seen, that no edit names and that will be kept. */
  kept: SeenMask[];
}

export interface SeenMask {
  /** Empty if nothing here has a word for it. */
  label: string;
  /** 0…1; absent if nothing says it. */
  score?: number;
  box: Box;
  /** PNG as base64: 8-bit gray, white inside, of the (upright) picture's size. */
  mask: string;
}

export interface FoundMask extends SeenMask {
  edit: number;
  /** The other things that could be meant by its words, best first. */
  candidates: SeenMask[];
}

/** `POST /v1/pictures/:id/segment`: the thing under points, in a box, or both. The picture is encoded once. */
export interface SegmentRequest {
  /** In pixels of the upright picture. Of `positive` ones at least one, unless there is a box. */
  points?: { x: number; y: number; positive: boolean }[];
  box?: Box;
}

export interface SegmentAnswer extends Omit<SeenMask, 'label'> {
  /** What it is, if it is known (after masks were looked for in this picture). */
  label?: string;
}
