import type { Device, MethodName } from '@dualedit/core';

/** The options that every command takes. */
export interface CommonOptions {
  json?: boolean;
  quiet?: boolean;
}

/** The options of commands that run a model. */
export interface ModelOptions extends CommonOptions {
  model?: string;
  device?: Device;
}

/** A mask that was given on the command line: `hat=hat.png`. */
export interface MaskFile {
  name: string;
  path: string;
}

export interface EditOptions extends ModelOptions {
  output?: string;
  prompt?: string;
  mask?: MaskFile[];
  method?: MethodName;
  steps?: number;
  strength?: number;
  saveMasks?: string;
  compare?: string;
  dryRun?: boolean;
}

export interface MasksOptions extends ModelOptions {
  output?: string;
  prompt?: string;
}

export interface SampleOptions extends CommonOptions {
  seed: number;
  size: number;
  world: 'starter' | 'full';
  output?: string;
  masks?: string;
}

export type ModelsAction = 'list' | 'where' | 'verify';
