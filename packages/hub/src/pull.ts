import { existsSync } from 'node:fs';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { throwIfAborted } from '@dualedit/foundation';
import { isIntact, sha256Of, sizeOf } from './checksum.js';
import { checkSpace } from './disk-space.js';
import { downloadFile } from './download.js';
import { hubFetch, type OnWait, PATIENCE, type Patience } from './hub-fetch.js';
import { type Manifest, readManifest } from './manifest.js';
import type { ModelReference } from './reference.js';
import { type Asked, offline } from './refusals.js';
import { type RepositoryState, readRepository } from './repository.js';
import { type RepositoryFile, selectFiles } from './select-files.js';
import type { HubSettings } from './settings.js';
import { Meter, type PullProgress } from './speed.js';
import { openStaging, type Staging } from './staging.js';
import { place, type Target } from './target.js';

export interface PullOptions {
  settings: HubSettings;
  /** What will be pulled, once that is known and before it is. */
  onPlan?: (plan: PullPlan) => void;
  onProgress?: (progress: PullProgress) => void;
  /** Something is tried again after a pause. */
  onWait?: OnWait;
  /**
   * Refuses a model by its config files, laid out in a folder as the repository has them, before a byte of its weights
   * is fetched.
   */
  accept?: (folder: string) => Promise<unknown>;
  /** Refuses what was put together, such as a pack that cannot be opened, before it is put in its place. */
  check?: (folder: string) => Promise<unknown>;
  patience?: Partial<Patience>;
  signal?: AbortSignal | undefined;
}

export interface PullPlan {
  repository: string;
  commit: string;
  licence: string | undefined;
  files: number;
  bytes: number;
  /** Of them, bytes that an earlier attempt left here. */
  alreadyHere: number;
}

export interface Pulled {
  folder: string;
  repository: string;
  commit: string;
  licence: string | undefined;
  files: number;
  bytes: number;
  /** Whether all of it was here before, at this commit. */
  wasHere: boolean;
}

/** Files at once: one connection seldom fills a line, and weights may come as hundreds of small files. */
const AT_ONCE = 4;

/**
 * Pulls a pack, or a part of one, from the hub. What was interrupted goes on where it stopped, every file is checked,
 * and nothing is seen in its place before all of it is there.
 *
 * @throws DualeditError `model-offline`, `model-gated`, `model-not-found`, `model-layout`, `model-no-space`,
 * `model-disk-full`, `model-checksum`, `model-rate-limited`, `model-unreachable`, `model-pulling`, `aborted`
 */
export async function pullModel(
  reference: ModelReference,
  target: Target,
  options: PullOptions,
): Promise<Pulled> {
  const { settings } = options;
  const { repository, revision } = reference;
  if (settings.offline) return whatIsHere(reference, target);
  const patience = { ...PATIENCE, ...options.patience };
  const asked = { repository, revision, settings };
  const state = await readRepository({
    ...asked,
    fetch: hubFetch({ asked, patience, onWait: options.onWait, signal: options.signal }),
  });
  const licence = state.licence ?? reference.known?.licence;
  const files = selectFiles(state.files, target.kind, repository);
  const summary = {
    repository,
    commit: state.commit,
    licence,
    files: files.length,
    bytes: sum(files),
  };
  const staging = await openStaging(...target.staging);
  try {
    const intact = await keepIntact(files, target, staging);
    if (intact === files.length && (await isAt(target, state))) {
      await staging.clear();
      return { ...summary, folder: target.folder, wasHere: true };
    }
    const alreadyHere = await bytesHere(files, staging);
    options.onPlan?.({ ...summary, alreadyHere });
    await checkSpace(staging.blobs, summary.bytes - alreadyHere);
    const work = { ...options, asked, commit: state.commit, files, staging, patience };
    if (options.accept) await acceptConfigs(work, options.accept);
    await fetchAll(work);
    const manifest = await assemble(files, staging);
    await options.check?.(staging.tree);
    const source = { part: target.part, from: repository, revision, commit: state.commit };
    await place(target, staging, { ...source, ...(licence !== undefined && { licence }) }, manifest);
    await staging.clear();
  } finally {
    await staging.release();
  }
  return { ...summary, folder: target.folder, wasHere: false };
}

/** Fetches the config files alone, and asks whether the rest is wanted. */
async function acceptConfigs(work: Work, accept: NonNullable<PullOptions['accept']>): Promise<void> {
  const { staging, onProgress: _, ...quiet } = work;
  const files = work.files.filter(({ path }) => path.endsWith('.json'));
  await fetchAll({ ...quiet, staging, files });
  await assemble(files, staging);
  await accept(staging.tree).catch(async (error: unknown) => {
    // No later attempt goes on with what is not wanted.
    await staging.clear();
    throw error;
  });
  await rm(staging.tree, { recursive: true });
}

interface Work extends PullOptions {
  asked: Asked;
  commit: string;
  files: readonly RepositoryFile[];
  staging: Staging;
  patience: Patience;
}

/** Fetches all files, some at once; the first that fails ends them all. */
async function fetchAll(work: Work): Promise<void> {
  const { files, staging, asked, commit, patience, signal, onWait, onProgress = () => {} } = work;
  const { endpoint, token } = asked.settings;
  const folder = `${endpoint}/${asked.repository}/resolve/${commit}`;
  const meter = new Meter(sum(files));
  const failing = new AbortController();
  const stop = AbortSignal.any([failing.signal, ...(signal ? [signal] : [])]);
  const fetch = hubFetch({ asked, patience, onWait, signal: stop });
  const queue = [...new Map(files.map((file) => [file.checksum.hex, file])).values()];
  // The same bytes under two names are fetched once.
  meter.add(sum(files) - sum(queue), false);
  const fetchNext = async (): Promise<void> => {
    for (let file = queue.shift(); file && !failing.signal.aborted; file = queue.shift()) {
      const { path } = file;
      let first = true;
      await downloadFile({
        file,
        fetch,
        patience,
        token,
        onWait,
        url: `${folder}/${path.split('/').map(encodeURIComponent).join('/')}`,
        path: join(staging.blobs, file.checksum.hex),
        signal: stop,
        onBytes: (bytes) => {
          // The first report of a file is of what was here.
          meter.add(bytes, !first);
          first = false;
          onProgress(meter.progress(path));
        },
      });
    }
  };
  const workers = Array.from({ length: AT_ONCE }, () =>
    fetchNext().catch((error) => {
      failing.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  // What ended the first one; the others only say that they were stopped.
  if (failing.signal.aborted) throw failing.signal.reason;
  throwIfAborted(signal);
}

/** Lays the files out as the repository has them, without a second copy, and says what each is. */
async function assemble(files: readonly RepositoryFile[], staging: Staging): Promise<Manifest['files']> {
  const manifest: Manifest['files'] = {};
  for (const { path, bytes, checksum } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const [from, to] = [join(staging.blobs, checksum.hex), join(staging.tree, path)];
    await mkdir(dirname(to), { recursive: true });
    // Where a file system has no hard links, the blob itself moves.
    await link(from, to).catch(() => rename(from, to));
    manifest[path] = { sha256: checksum.kind === 'sha256' ? checksum.hex : await sha256Of(to), bytes };
  }
  return manifest;
}

/**
 * Takes over what is in place already and is what it should be, so that a new commit costs only what it changed, and
 * a damaged pack only what is damaged. Returns how many files those are.
 */
async function keepIntact(
  files: readonly RepositoryFile[],
  { folder }: Target,
  { blobs }: Staging,
): Promise<number> {
  let intact = 0;
  for (const { path, bytes, checksum } of files) {
    const [from, to] = [join(folder, path), join(blobs, checksum.hex)];
    if (!(await isIntact(from, bytes, checksum))) continue;
    intact++;
    // Without hard links it is fetched again: what is in place must stay whole.
    if (!existsSync(to)) await link(from, to).catch(() => {});
  }
  return intact;
}

/** Whether what is in place is known to come from this commit. */
async function isAt({ pack, part }: Target, { commit }: RepositoryState): Promise<boolean> {
  const { sources } = await readManifest(pack);
  return sources.some((source) => source.part === part && source.commit === commit);
}

/** Without a network: what is here, if it came from that repository. */
async function whatIsHere({ repository, name }: ModelReference, target: Target): Promise<Pulled> {
  const { sources, files } = await readManifest(target.pack);
  const source = sources.find(({ part, from }) => part === target.part && from === repository);
  if (!source || !existsSync(target.folder)) throw offline(name === repository ? name : repository);
  const mine = Object.entries(files).filter(([path]) => path.startsWith(target.part));
  return {
    folder: target.folder,
    repository,
    commit: source.commit!,
    licence: source.licence,
    files: mine.length,
    bytes: mine.reduce((total, [, { bytes }]) => total + bytes, 0),
    wasHere: true,
  };
}

async function bytesHere(files: readonly RepositoryFile[], { blobs }: Staging): Promise<number> {
  const sizes = files.map(async ({ checksum, bytes }) => {
    const blob = join(blobs, checksum.hex);
    return Math.min(bytes, (await sizeOf(blob)) ?? (await sizeOf(`${blob}.part`)) ?? 0);
  });
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}

const sum = (files: readonly { bytes: number }[]) => files.reduce((total, { bytes }) => total + bytes, 0);
