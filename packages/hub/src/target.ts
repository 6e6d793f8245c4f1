import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { type Manifest, readManifest, type Source, withPack, withPart, writeManifest } from './manifest.js';
import type { ModelKind } from './part.js';
import { PARTS } from './part.js';
import { checkName } from './reference.js';
import type { Staging } from './staging.js';

/** Where something that is pulled will be. */
export interface Target {
  kind: ModelKind;
  /** The folder of the pack. */
  pack: string;
  /** The folder that is put in place as a whole: the pack's, or that of one of its parts. */
  folder: string;
  /** Its name inside the pack; empty for the pack itself. */
  part: string;
  /** A folder on the same file system, and a name in it, for putting it together. */
  staging: readonly [root: string, key: string];
}

/** The target of a pack of its own. */
export function packTarget(models: string, name: string): Target {
  const pack = join(models, checkName(name));
  return { kind: 'diffusion', pack, folder: pack, part: '', staging: [models, name] };
}

/**
 * The target of a part of a pack that is here.
 * @throws DualeditError `pack-missing`
 */
export function partTarget(pack: string, kind: Exclude<ModelKind, 'diffusion'>): Target {
  if (!existsSync(join(pack, 'model_index.json'))) {
    throw new DualeditError({
      code: 'pack-missing',
      message: `There is no model pack in ${pack} that a ${kind} could be added to.`,
      hint: 'Pull a pack first, such as sd-1.5, or give the folder of one.',
      received: pack,
    });
  }
  const part = PARTS[kind].folder;
  return { kind, pack: resolve(pack), folder: join(pack, part), part, staging: [resolve(pack), kind] };
}

/** Puts what was put together in its place, as a whole; what was there before is gone only then. */
export async function place(
  target: Target,
  staging: Staging,
  source: Source,
  files: Manifest['files'],
): Promise<void> {
  const before = await readManifest(target.pack);
  if (target.kind === 'diffusion') await writeManifest(staging.tree, withPack(before, source, files));
  await mkdir(dirname(target.folder), { recursive: true });
  await rm(staging.old, { recursive: true, force: true });
  if (existsSync(target.folder)) await rename(target.folder, staging.old);
  await rename(staging.tree, target.folder);
  if (target.kind === 'diffusion') await keepParts(before, staging.old, target.folder);
  else await writeManifest(target.pack, withPart(before, source, files));
}

/** The parts that were added to a pack stay when the pack itself is renewed. */
async function keepParts({ sources }: Manifest, old: string, folder: string): Promise<void> {
  for (const { part } of sources.filter((source) => source.part !== '')) {
    await mkdir(dirname(join(folder, part)), { recursive: true });
    await rename(join(old, part), join(folder, part));
  }
}
