import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Adds ONNX Runtime's own part for CUDA to an installed onnxruntime-node. */
export function installCommand(): string {
  return `node ${join(runtimeFolder(), 'script', 'install.js')} --onnxruntime-node-install`;
}

/** ONNX Runtime's own part for CUDA, where it was added. */
export function cudaProvider(): string | undefined {
  const name = 'libonnxruntime_providers_cuda.so';
  const path = join(runtimeFolder(), 'bin', 'napi-v6', process.platform, process.arch, name);
  return existsSync(path) ? path : undefined;
}

/** Libraries that another one needs and the loader does not find; undefined where nobody can tell. */
export async function missingLibraries(library: string): Promise<string[] | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ldd', [library]);
    return parseMissing(stdout);
  } catch {
    return undefined;
  }
}

/** Of what `ldd` prints, the names that are `not found`. */
export function parseMissing(text: string): string[] {
  return Array.from(text.matchAll(/^\s*(\S+) => not found/gm), ([, name]) => name!);
}

/** The copy that the engine uses. */
export const requireFromCore = createRequire(import.meta.resolve('@dualedit/core'));

const runtimeFolder = () => dirname(requireFromCore.resolve('onnxruntime-node/package.json'));
