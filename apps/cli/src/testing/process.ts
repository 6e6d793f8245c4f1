import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const BIN = fileURLToPath(new URL('../../bin/dualedit.js', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

export interface StartOptions {
  cwd?: string;
  stdin?: Uint8Array;
  env?: Record<string, string>;
  nodeOptions?: string[];
}

/** Starts the built binary as a process with pipes. */
export function start(
  args: readonly string[],
  { cwd, env, nodeOptions = [] }: StartOptions = {},
): ChildProcess {
  return spawn(process.execPath, [...nodeOptions, BIN, ...args], { cwd, env: { ...process.env, ...env } });
}

/** Runs the built binary to its end. */
export async function dualedit(args: readonly string[], options: StartOptions = {}): Promise<Finished> {
  const child = start(args, options);
  child.stdin!.on('error', () => {}).end(options.stdin);
  return finished(child);
}

export async function finished(child: ChildProcess): Promise<Finished> {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout!.on('data', (chunk) => chunks.stdout.push(chunk));
  child.stderr!.on('data', (chunk) => chunks.stderr.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: Buffer.concat(chunks.stdout), stderr: Buffer.concat(chunks.stderr).toString() };
}

/** A folder of its own for the running test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
