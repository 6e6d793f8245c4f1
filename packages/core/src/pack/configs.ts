import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './read-json.js';

/** Config files as parsed JSON, by what they are about. One that a pack lacks is empty. */
export interface PackConfigs {
  pipeline: Config;
  scheduler: Config;
  denoiser: Config;
}

export interface Config extends Record<string, unknown> {
  _class_name?: string;
}

/**
 * Reads the configs of a folder in the hub's layout.
 * @throws DualeditError `pack-unreadable`
 */
export async function readConfigs(folder: string): Promise<PackConfigs> {
  return {
    pipeline: await read(folder, 'model_index.json'),
    scheduler: await read(folder, 'scheduler/scheduler_config.json'),
    denoiser: await read(folder, 'unet/config.json'),
  };
}

/**
 * The configs of a second denoiser in the same folder: a latent consistency model distilled from the first.
 * @throws DualeditError `pack-unreadable`
 */
export async function readFewStepsConfigs(folder: string): Promise<PackConfigs> {
  return {
    pipeline: { _class_name: 'LatentConsistencyModelPipeline' },
    scheduler: await read(folder, 'scheduler_lcm/scheduler_config.json'),
    denoiser: await read(folder, 'unet_lcm/config.json'),
  };
}

async function read(folder: string, name: string): Promise<Config> {
  const path = join(folder, name);
  return existsSync(path) ? readJson(path) : {};
}
