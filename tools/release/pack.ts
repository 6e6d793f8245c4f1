// Packs what would be published, as npm does it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { npm } from './npm.js';
import { type Package, publicPackages } from './packages.js';

export interface Tarball extends Package {
  /** The path of the `.tgz`. */
  path: string;
  /** Bytes of the `.tgz`. */
  size: number;
  /** The packed files, relative to the package. */
  files: string[];
}

/** npm's report on one package that it packed. */
interface Report {
  name: string;
  filename: string;
  size: number;
  files: { path: string }[];
}

/** Writes the tarball of every published package into an existing folder. All packages have to be built. */
export function packAll(to: string): Tarball[] {
  const packages = publicPackages();
  const chosen = packages.flatMap(({ folder }) => ['--workspace', folder]);
  const reports: Report[] = JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', to, ...chosen));
  return packages.map((one) => {
    const report = reports.find(({ name }) => name === one.manifest.name)!;
    const files = report.files.map(({ path }) => path);
    return { ...one, path: join(to, report.filename), size: report.size, files };
  });
}

/** The bytes of a tarball, as the checkers take them. */
export function bytesOf({ path }: Tarball): ArrayBuffer {
  return new Uint8Array(readFileSync(path)).buffer;
}
