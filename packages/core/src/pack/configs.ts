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
  const read = async (name: string): Promise<Config> => {
    const path = join(folder, name);
    return existsSync(path) ? readJson(path) : {};
  };
  return {
    pipeline: await read('model_index.json'),
    scheduler: await read('scheduler/scheduler_config.json'),
    denoiser: await read('unet/config.json'),
  };
}
