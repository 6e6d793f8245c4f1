import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The folder of pulled packs: `DUALEDIT_MODELS`, or one in the system's own place for data. */
export function modelsFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.DUALEDIT_MODELS
    ? resolve(env.DUALEDIT_MODELS)
    : join(envPaths('dualedit', { suffix: '' }).data, 'models');
}
