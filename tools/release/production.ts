// What a user installs along with the published packages, as package-lock.json has it: for all platforms.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { publicPackages } from './packages.js';

/** A package as package-lock.json describes it. */
export interface Locked {
  name: string;
  version: string;
  license: string;
  hasInstallScript: boolean;
}

interface Entry {
  version: string;
  license?: string;
  hasInstallScript?: boolean;
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const FOLDER = 'node_modules/';

/** Libraries that are built into a package's own files, so that its manifest has them among its tools. */
const BUNDLED: Record<string, string[]> = {
  'apps/studio': ['@fluent/bundle', '@preact/signals', 'idb-keyval', 'preact'],
};

/** Dependencies of the published packages, direct and indirect, by name. Packages of this repository are left out. */
export function productionDependencies(): Locked[] {
  const lock: Record<string, Entry> = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  ).packages;
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    const { dependencies, optionalDependencies } = lock[path]!;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      visit(resolve(lock, path, name));
  };
  for (const { folder } of publicPackages()) {
    visit(folder);
    for (const name of BUNDLED[folder] ?? []) visit(resolve(lock, folder, name));
  }
  const found = [...reached]
    .filter((path) => path.includes(FOLDER))
    .map((path) => lockedAt(path, lock[path]!));
  const once = new Map(found.map((one) => [`${one.name}@${one.version}`, one]));
  return [...once.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Where a package that `from` depends on is installed, as Node.js looks for it: from the inside out. */
function resolve(lock: Record<string, Entry>, from: string, name: string): string {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(FOLDER) - 1))) {
    const path = `${at === '' ? '' : `${at}/`}${FOLDER}${name}`;
    const entry = lock[path];
    if (entry !== undefined) return entry.link ? entry.resolved! : path;
    if (at === '')
      throw new Error(`package-lock.json lacks ${name}, which ${from} depends on: run "npm install".`);
  }
}

function lockedAt(path: string, { version, license = 'unknown', hasInstallScript = false }: Entry): Locked {
  return { name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length), version, license, hasInstallScript };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
