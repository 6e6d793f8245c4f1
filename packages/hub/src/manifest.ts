import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a pack, or a part of it, came from. */
export interface Source {
  /** Folder of the part inside the pack; empty for the pack itself. */
  part: string;
  /** A repository of the hub, or a folder. */
  from: string;
  revision?: string;
  commit?: string;
  licence?: string;
}

/** A pack's `manifest.json`: what its files should be, by path, and where they came from. */
export interface Manifest {
  sources: Source[];
  files: Record<string, { sha256: string; bytes: number }>;
}

const pathOf = (pack: string) => join(pack, 'manifest.json');

export async function readManifest(pack: string): Promise<Manifest> {
  if (!existsSync(pathOf(pack))) return { sources: [], files: {} };
  const { sources = [], files = {} } = JSON.parse(await readFile(pathOf(pack), 'utf8')) as Partial<Manifest>;
  return { sources, files };
}

/** Replaces a pack's manifest as a whole. */
export async function writeManifest(pack: string, manifest: Manifest): Promise<void> {
  const temporary = `${pathOf(pack)}.tmp`;
  await writeFile(temporary, `${JSON.stringify(manifest, undefined, 1)}\n`);
  await rename(temporary, pathOf(pack));
}

/** A manifest with a pack's own files and source in place of what it said of them before; of added parts it tells on. */
export function withPack(manifest: Manifest, source: Source, files: Manifest['files']): Manifest {
  const added = manifest.sources.filter(({ part }) => part !== '');
  const ofAdded = ([path]: [string, unknown]) => added.some(({ part }) => path.startsWith(`${part}/`));
  return {
    sources: [source, ...added],
    files: { ...files, ...Object.fromEntries(Object.entries(manifest.files).filter(ofAdded)) },
  };
}

/** A manifest with one part's files and source in place of what it said of that part before. */
export function withPart(manifest: Manifest, source: Source, files: Manifest['files']): Manifest {
  const inside = (path: string) => path.startsWith(`${source.part}/`);
  const others = Object.entries(manifest.files).filter(([path]) => !inside(path));
  const mine = Object.entries(files).map(([path, file]) => [`${source.part}/${path}`, file] as const);
  return {
    sources: [...manifest.sources.filter(({ part }) => part !== source.part), source],
    files: Object.fromEntries([...others, ...mine].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
