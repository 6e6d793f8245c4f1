import type { CommonOptions } from '../commands/options.js';
import { interruptible } from '../interrupt.js';
import { formatBytes, formatSeconds, formatTable } from '../terminal/format.js';
import { createReport } from '../terminal/report.js';
import { withEditor } from './engine.js';
import { checkComplete, EMBEDDED, findPack, inspectPack } from './packs.js';

export async function runModels(
  action: 'list' | 'where' | 'verify',
  pack: string | undefined,
  options: CommonOptions,
): Promise<void> {
  const name = pack ?? EMBEDDED;
  await { list, where, verify }[action](name, options);
}

async function list(name: string, options: CommonOptions): Promise<void> {
  const pack = await inspectPack(name);
  const state =
    pack.missing.length === 0 ? formatBytes(pack.bytes) : `incomplete: ${pack.missing.length} files missing`;
  const text = formatTable([[`${pack.name}${pack.embedded ? ' (embedded)' : ''}`, state, pack.folder]]);
  await createReport(options).result({ packs: [pack] }, text);
}

async function where(name: string, options: CommonOptions): Promise<void> {
  const folder = await findPack(name);
  await createReport(options).result({ name, folder }, folder);
}

/** Complete, and accepted by the engine. */
async function verify(name: string, options: CommonOptions): Promise<void> {
  const report = createReport(options);
  await interruptible(async (stop) => {
    const pack = await inspectPack(name);
    checkComplete(pack);
    const start = performance.now();
    await withEditor({ model: pack.folder }, stop, report.onProgress, async () => {});
    const seconds = (performance.now() - start) / 1000;
    const text = `${pack.name}: complete (${formatBytes(pack.bytes)}), the engine loads it (${formatSeconds(seconds)})`;
    await report.result({ ...pack, verified: true, loadSeconds: seconds }, text);
  });
}
