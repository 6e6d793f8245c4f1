import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { defaultPackFolder } from '../pack/open-pack.js';

/** Folders of fixtures that make optional parts of a pack. */
const PARTS = {
  safety_checker: '../safety/__fixtures__/safety_checker',
  feature_extractor: '../safety/__fixtures__/feature_extractor',
  captioner: '../caption/__fixtures__/captioner',
  upscaler: '../upscale/__fixtures__/upscaler',
} as const;

/** Without these, any words may be said to it, of any picture. */
const LIMITS = new Set(['words.json', 'world.json']);

/** The embedded pack with these parts, and without its limits and these folders, for the running test. */
export function packWith(parts: readonly (keyof typeof PARTS)[], without: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-pack-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const own = readdirSync(defaultPackFolder()).filter((name) => !LIMITS.has(name) && !without.includes(name));
  for (const name of own) symlinkSync(join(defaultPackFolder(), name), join(folder, name));
  for (const part of parts) {
    symlinkSync(fileURLToPath(new URL(PARTS[part], import.meta.url)), join(folder, part));
  }
  return folder;
}
