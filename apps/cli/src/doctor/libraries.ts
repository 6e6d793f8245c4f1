// Loads nothing but Node.js's own modules: it must run where the libraries of which it tells do not load.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Finding } from './finding.js';

/** The packages of native code without which nothing runs, and who depends on them. */
const LIBRARIES = [
  { what: 'onnx runtime', name: 'onnxruntime-node', from: '@dualedit/core' },
  { what: 'sharp', name: 'sharp', from: '@dualedit/foundation' },
] as const;

/** In a process of its own, which a library that is broken may end. */
const TRY = `
  try {
    require(process.argv[1]);
  } catch (error) {
    console.log(error.message);
    process.exitCode = 3;
  }`;

const SYSTEM =
  'Use a Linux with a newer C library (glibc; Alpine has another), or install again there with "npm ci".';

/** Of the native libraries, those that do not load here, and why. */
export async function brokenLibraries(): Promise<Finding[]> {
  const tried = await Promise.all(
    LIBRARIES.map(async ({ what, name, from }): Promise<Finding[]> => {
      const reason = await whyNot(name, from);
      if (reason === undefined) return [];
      const todo = /glibc|musl|ld-linux/i.test(reason) ? SYSTEM : 'Install again with "npm ci".';
      const found = `${name} does not load: ${reason}`;
      return [{ what, status: 'wrong', found, todo, data: { code: 'library-unloadable', reason } }];
    }),
  );
  return tried.flat();
}

async function whyNot(name: string, from: string): Promise<string | undefined> {
  try {
    const path = createRequire(import.meta.resolve(from)).resolve(name);
    await promisify(execFile)(process.execPath, ['-e', TRY, path]);
    return undefined;
  } catch (error) {
    const { stdout, signal, message } = error as { stdout?: string; signal?: string; message: string };
    if (signal) return `trying it ended the process (${signal})`;
    return firstLines(stdout || message);
  }
}

/** Without the advice that some packages print after the reason. */
function firstLines(text: string): string {
  return text
    .split(/\n\s*possible solutions/i)[0]!
    .replace(/\s+/g, ' ')
    .trim();
}
