// The packages of this repository, and which of them are published.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';

/** What the scripts of this folder read of a package.json. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  license: string;
  dependencies?: Record<string, string>;
  [field: string]: unknown;
}

export interface Package {
  /** Relative to the root, such as `packages/core`. */
  folder: string;
  manifest: Manifest;
}

/** The package.json of a folder, which is relative to the root. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
}

/** All workspaces, whose patterns all end in `/*`. */
export function workspaces(): Package[] {
  const parents = (readManifest('.').workspaces as string[]).map((pattern) => pattern.replace('/*', ''));
  return parents
    .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
}

/** Packages that are published. */
export const publicPackages = (): Package[] => workspaces().filter(({ manifest }) => !manifest.private);
