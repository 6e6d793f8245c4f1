import { join } from 'node:path';
import { ROOT } from './results.js';

/** Arguments of Node.js that run a script of `tools/`, such as `core/edit-job.ts`, as this one is run. */
export function tool(path: string, ...args: string[]): string[] {
  return [...process.execArgv, join(ROOT, 'tools', path), ...args];
}
