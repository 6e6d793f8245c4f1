import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES, EXIT, exitCodeOf } from './exit-code.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The packages whose errors reach who runs a command. */
const SOURCES = [
  'apps/cli',
  ...['foundation', 'commands', 'core', 'diorama', 'hub', 'jobs', 'onnx-autograd', 'segmenter'].map(
    (name) => `packages/${name}`,
  ),
];

/** Codes that are no errors of this project's: Node.js's own. */
const OTHERS = /^[A-Z]/;

function codesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const code = names.filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing\//.test(name));
  return code.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [...text.matchAll(/\bcode: '([^']+)'|^\s*'((?:command|model|pack)-[a-z-]+)',$/gm)].map(
      ([, direct, argument]) => (direct ?? argument)!,
    );
  });
}

const known = Object.values(CODES).flat();

describe('the table of codes', () => {
  const used = [...new Set(SOURCES.flatMap((folder) => codesIn(join(ROOT, folder, 'src'))))];

  it('is compared with codes that are there', () => {
    expect(used.length).toBeGreaterThan(80);
  });

  it.each(used.filter((code) => !OTHERS.test(code)))('has %s', (code) => {
    expect(known).toContain(code);
  });

  it('names every code once', () => {
    expect(known).toEqual([...new Set(known)]);
  });
});

it.each([
  ['mask-hidden', EXIT.usage],
  ['phrase-empty', EXIT.usage],
  ['output-unwritable', EXIT.usage],
  ['export-batch', EXIT.model],
  ['specialize-failed', EXIT.model],
  ['database-away', EXIT.environment],
  ['jobs-folder-taken', EXIT.environment],
  ['library-unloadable', EXIT.environment],
  ['temporary-folder', EXIT.environment],
  ['never-heard-of', EXIT.internal],
])('%s ends with %i', (code, exitCode) => {
  expect(exitCodeOf(code)).toBe(exitCode);
});
