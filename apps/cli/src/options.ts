import type { Device, InversionName, MethodName } from '@dualedit/core';
import type { EngineProcess } from '@dualedit/core/engine-process';
import type { MaskSourceName } from '@dualedit/editor';
import type { Box, MetadataMode, PointPrompt } from '@dualedit/foundation';
import type { PartName } from '@dualedit/hub';

/** The options that every command takes. */
export interface CommonOptions {
  json?: boolean;
  quiet?: boolean;
}

/** The options of commands that run a model. */
export interface ModelOptions extends CommonOptions {
  model?: string;
  device?: Device;
  maskSource?: MaskSourceName;
  /** Whether results are withheld that the pack's safety checker flags. */
  safetyCheck?: boolean;
  /** Whether a pack's captioner words the prompt where none is given. */
  captions?: boolean;
  /** A process that was started ahead for the engine. */
  engine?: EngineProcess | undefined;
}

/** A mask that was given on the command line: `hat=hat.png`. */
export interface MaskFile {
  name: string;
  path: string;
}

/** A box around a thing: `hat=40,20,64,48`. */
export interface NamedBox {
  name: string;
  box: Box;
}

/** A point on a thing, or beside it: `hat=72,40`, `hat=-90,80`. */
export interface NamedPoint {
  name: string;
  point: PointPrompt;
}

/** Where things are, as somebody shows it. */
export interface PointingOptions {
  box?: NamedBox[];
  point?: NamedPoint[];
}

/** How an edit is made, whatever the picture. */
export interface MethodOptions {
  method?: MethodName;
  inversion?: InversionName;
  steps?: number;
  /** Whether the pack's model of few steps makes it. If absent, what suits the pack. */
  fast?: boolean;
  /** Methods of which the best result is kept. */
  choose?: MethodName[];
  /** In how many ways an edit is made. */
  variants?: number;
  strength?: number;
  seed?: number;
  /** Whether things that are seen and not named keep their pixels. */
  protect?: 'seen' | 'none';
  /** False: an edit that did not come out is not tried again. */
  retry?: boolean;
  /** Pixels of the picture. */
  maskGrow?: number;
  maskFeather?: number;
  /** What of a file's metadata is kept. */
  metadata?: MetadataMode;
  /** Also read the words of a language. */
  locale?: string;
}

/** What one edit may be told: by the options of `edit`, or by one line of a batch. */
export interface EditSettings extends MethodOptions, PointingOptions {
  output?: string;
  prompt?: string;
  mask?: MaskFile[];
  /** Whether the thing is black in the masks. If absent, it is white, and masks that look inverted are refused. */
  maskInvert?: boolean;
  /** Where new things go, in pixels. */
  region?: Box[];
  saveMasks?: string;
  saveAttention?: string;
  compare?: string;
  saveInversion?: string;
  inversionFrom?: string;
  /** Which frames of an animation are edited. */
  frames?: 'first' | 'all';
  /** Whether a picture is edited that is not of the world that a small model knows. */
  force?: boolean;
}

export interface EditOptions extends EditSettings, ModelOptions {
  dryRun?: boolean;
}

export interface BatchOptions extends MethodOptions, ModelOptions {
  output?: string;
  results?: string;
  force?: boolean;
  dryRun?: boolean;
}

export interface DoctorOptions extends ModelOptions {
  /** A picture whose edit's memory is stated. */
  picture?: string;
  quick?: boolean;
}

export interface MasksOptions extends ModelOptions, PointingOptions {
  output?: string;
  overlay?: string;
  prompt?: string;
  locale?: string;
  /** Whether a picture is looked at that is not of the world that a small model knows. */
  force?: boolean;
}

export interface SampleOptions extends CommonOptions {
  seed: number;
  size: number;
  world: 'starter' | 'full';
  level: 1 | 2 | 3 | 4;
  output?: string;
  masks?: string;
}

export interface StudioCommandOptions extends ModelOptions {
  host?: string;
  port?: number;
  token?: string[];
  origin?: string;
  cors?: string[];
  folder?: string;
  database?: string;
  keepDays?: number;
  shareDevice?: boolean;
  /** Whether a browser is opened. */
  open: boolean;
}

export type ModelsAction = 'list' | 'where' | 'verify' | 'remove';

export interface PullCommandOptions extends CommonOptions {
  name?: string;
  into?: string;
  part?: PartName;
  local?: string;
}

export type Shell = 'bash' | 'zsh' | 'fish';
