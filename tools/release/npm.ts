import { execFileSync } from 'node:child_process';

/** Runs npm in a folder, without the settings of an npm that runs this script. Returns what it prints to stdout. */
export function npm(cwd: string, ...args: string[]): string {
  const own = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_'));
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    env: Object.fromEntries(own),
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
