import { openPack } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import type { CommonOptions, ModelsAction } from '../options.js';
import { formatBytes, formatTable } from '../terminal/format.js';
import { createReport, type Report } from '../terminal/report.js';
import { checkPack, EMBEDDED, findPack, folderSize } from './packs.js';

export async function runModels(
  action: ModelsAction,
  pack: string | undefined,
  options: CommonOptions,
): Promise<void> {
  await { list, where, verify }[action](createReport(options), pack ?? EMBEDDED);
}

async function list(report: Report, name: string): Promise<void> {
  const folder = await findPack(name);
  const problem = await openPack(folder).then(
    () => undefined,
    (error: unknown) => {
      if (DualeditError.is(error)) return error.message;
      throw error;
    },
  );
  const bytes = await folderSize(folder);
  const text = formatTable([[`${name} (embedded)`, formatBytes(bytes), problem ?? folder]]);
  await report.result({ packs: [{ name, folder, bytes, embedded: true, problem }] }, text);
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
