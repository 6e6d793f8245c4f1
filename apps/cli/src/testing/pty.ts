import { spawn, spawnSync } from 'node:child_process';
import { BIN } from './process.js';

/** Whether a pseudo-terminal can be had here. */
export const hasPty = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

export interface PtyRun {
  code: number | null;
  /** All that the terminal received, stdout and stderr together. */
  output: string;
}

interface PtyOptions {
  cwd: string;
  env?: Record<string, string | undefined>;
  /** Presses Ctrl-C once this was shown. */
  stopAt?: string;
}

/** Runs the built binary under a pseudo-terminal of 100 columns. */
export async function dualeditOnTerminal(
  args: readonly string[],
  { cwd, env, stopAt }: PtyOptions,
): Promise<PtyRun> {
  const command = [process.execPath, BIN, ...args]
    .map((word) => `'${word.replaceAll("'", `'\\''`)}'`)
    .join(' ');
  const child = spawn('script', ['-qec', `stty cols 100 rows 40; exec ${command}`, '/dev/null'], {
    cwd,
    env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: undefined, CI: undefined, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  let stopped = stopAt === undefined;
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (stopped || !output.includes(stopAt!)) return;
    stopped = true;
    child.stdin.write('\x03');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output.replaceAll('\r\n', '\n') };
}
