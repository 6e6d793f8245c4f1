import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** The commit that the figures belong to, or `unknown` outside a checkout. */
export function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} cores of ${cpu!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}
