import { openPack } from '@dualedit/core';
import { EMBEDDED, findPack } from '@dualedit/editor';
import { DualeditError } from '@dualedit/foundation';
import {
  folderSize,
  installedPacks,
  KNOWN_MODELS,
  modelsFolder,
  removePack,
  type Source,
  unfinishedPacks,
} from '@dualedit/hub';
import type { CommonOptions, ModelsAction } from '../options.js';
import { formatBytes, formatTable } from '../terminal/format.js';
import { createReport, type Report } from '../terminal/report.js';
import { checkPack } from './packs.js';

export async function runModels(
  action: ModelsAction,
  pack: string | undefined,
  options: CommonOptions,
): Promise<void> {
  await { list, where, verify, remove }[action](createReport(options), pack ?? EMBEDDED);
}

/** A pack that is here. */
interface ListedPack {
  name: string;
  folder: string;
  bytes: number;
  embedded: boolean;
  sources: Source[];
  /** Why it cannot be used. */
  problem: string | undefined;
}

async function list(report: Report): Promise<void> {
  const models = modelsFolder();
  const [packs, unfinished] = await Promise.all([packsHere(models), unfinishedPacks(models)]);
  const here = packs.map(({ name, bytes, sources, problem, folder, embedded }) => [
    name,
    formatBytes(bytes),
    problem ?? (embedded ? 'embedded' : describeSources(sources)),
    folder,
  ]);
  const begun = unfinished.map(({ name, bytes }) => [
    name,
    formatBytes(bytes),
    'only a part of it is here: pull it again to go on',
    '',
  ]);
  const known = KNOWN_MODELS.map(({ name, kind, bytes, licence, title }) => [
    name,
    bytes === undefined ? '?' : formatBytes(bytes),
    kind === 'diffusion' ? 'pack' : kind,
    licence,
    title,
  ]);
  const text = [
    formatTable([...here, ...begun]),
    '',
    'Known, to be pulled with "dualedit models pull <name>"; sizes and licences as published, none verified by us:',
    formatTable(known),
  ].join('\n');
  await report.result({ packs, unfinished, known: KNOWN_MODELS, folder: models }, text);
}

async function packsHere(models: string): Promise<ListedPack[]> {
  const folder = await findPack(EMBEDDED);
  const embedded = { name: EMBEDDED, folder, bytes: await folderSize(folder), sources: [] };
  const pulled = await installedPacks(models);
  return Promise.all(
    [embedded, ...pulled].map(async (pack) => ({
      ...pack,
      embedded: pack === embedded,
      problem: await problemOf(pack.folder),
    })),
  );
}

async function problemOf(folder: string): Promise<string | undefined> {
  try {
    await openPack(folder);
    return undefined;
  } catch (error) {
    if (DualeditError.is(error)) return error.message;
    throw error;
  }
}

/** `owner/name@onnx (creativeml-openrail-m) with detector and sam`. */
function describeSources(sources: readonly Source[]): string {
  const pack = sources.find(({ part }) => part === '');
  const parts = sources.flatMap(({ part }) => (part === '' ? [] : [part.split('/').at(-1)!]));
  const revision = pack?.revision ? `@${pack.revision}` : '';
  const licence = pack?.licence ? ` (${pack.licence})` : '';
  const own = pack ? `${pack.from}${revision}${licence}` : 'put there by hand';
  return parts.length === 0 ? own : `${own} with ${parts.join(' and ')}`;
}

async function where(report: Report, name: string): Promise<void> {
  const folder = await findPack(name);
  await report.result({ name, folder }, folder);
}

async function verify(report: Report, name: string): Promise<void> {
  const folder = await findPack(name);
  const files = await checkPack(folder);
  await report.result(
    { name, folder, files, verified: true },
    `${name}: all ${files} files are as they should be`,
  );
}

async function remove(report: Report, name: string): Promise<void> {
  if (name === EMBEDDED) {
    throw new DualeditError({
      code: 'usage',
      message: 'The embedded model "diorama" came with dualedit and cannot be removed.',
      hint: 'See "dualedit models list" for packs that were pulled.',
      received: name,
    });
  }
  const bytes = await removePack(modelsFolder(), name);
  await report.result(
    { name, bytes, removed: true },
    `${name} is removed: ${formatBytes(bytes)} are free again`,
  );
}
