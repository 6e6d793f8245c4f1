import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where compiled programs are kept: the system's own cache folder, or `DUALEDIT_CACHE`. Undefined where
 * that variable is set to nothing: then nothing is kept.
 */
export function cacheFolder(): string | undefined {
  const chosen = process.env.DUALEDIT_CACHE;
  if (chosen === '') return undefined;
  return chosen === undefined ? envPaths('dualedit', { suffix: '' }).cache : resolve(chosen);
}
