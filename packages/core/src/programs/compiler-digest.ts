import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders of this package whose code decides what a compiled program is. */
const ROOMS = ['losses', 'programs', 'surgery'];

let known: string | undefined;

/**
 * Digest of all code that has a part in compiling a program, and of ONNX Runtime's version: programs
 * that older code compiled are not mistaken for this code's, whatever the packages' versions say.
 */
export function compilerDigest(): string {
  known ??= digestOf([...ownFiles(), ...autogradFiles()]);
  return known;
}

function digestOf(files: string[]): string {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json');
  const hash = createHash('sha256').update(version);
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function ownFiles(): string[] {
  const source = dirname(dirname(fileURLToPath(import.meta.url)));
  return ROOMS.flatMap((room) => codeIn(join(source, room)));
}

function autogradFiles(): string[] {
  const require = createRequire(import.meta.url);
  return codeIn(join(dirname(require.resolve('@dualedit/onnx-autograd/package.json')), 'dist'));
}

function codeIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const code = names.filter((name) => /\.[jt]s$/.test(name) && !/\.(d|test)\.ts$/.test(name));
  return code.sort().map((name) => join(folder, name));
}
