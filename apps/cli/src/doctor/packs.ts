import {
  estimateMemory,
  hasCaptioner,
  hasSafetyChecker,
  hasUpscaler,
  machineMemory,
  openPack,
  verifyPack,
} from '@dualedit/core';
import { EMBEDDED, findPack } from '@dualedit/editor';
import { folderSize, installedPacks, modelsFolder, unfinishedPacks, wrongFiles } from '@dualedit/hub/packs';
import { readModel } from '@dualedit/onnx-autograd';
import { hasSegmenter } from '@dualedit/segmenter/pack';
import { formatBytes } from '../terminal/format.js';
import { attempt, type Finding } from './finding.js';

/** Every pack that is here: whether it is whole, its size, precision and parts, and the memory that an edit takes. */
export async function packFindings(model: string | undefined): Promise<Finding[]> {
  const models = modelsFolder();
  const pulled = (await installedPacks(models)).map(({ name }) => name);
  const names = [...new Set([EMBEDDED, ...pulled, ...(model === undefined ? [] : [model])])];
  const found: Finding[] = [];
  // One after the other: each compiles the programs of its UNet the first time.
  for (const name of names) found.push(await attempt(`pack ${name}`, () => describePack(name)));
  const begun = (await unfinishedPacks(models)).map(
    ({ name, bytes }): Finding => ({
      what: `pack ${name}`,
      status: 'none',
      found: `only ${formatBytes(bytes)} of it are here`,
      todo: 'Pull it again to go on, or remove it.',
      data: { name, bytes, unfinished: true },
    }),
  );
  return [...found, ...begun];
}

async function describePack(name: string): Promise<Omit<Finding, 'what' | 'status'>> {
  const folder = await findPack(name);
  const [whole, precision, { total: memory }, bytes] = await Promise.all([
    checkWhole(name, folder),
    precisionOf(folder),
    // With all parts in use, as bots and workers have them.
    estimateMemory({ pack: folder, safetyCheck: hasSafetyChecker(folder) }),
    folderSize(folder),
  ]);
  const parts = {
    segmenter: hasSegmenter(folder),
    captioner: hasCaptioner(folder),
    upscaler: hasUpscaler(folder),
    'safety checker': hasSafetyChecker(folder),
  };
  const has = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [part] : []));
  const available = machineMemory();
  const figures = [
    whole,
    formatBytes(bytes),
    precision,
    ...(has.length > 0 ? [`with ${has.join(', ')}`] : []),
    `an edit takes about ${formatBytes(memory)} of memory`,
    folder,
  ];
  return {
    found: figures.join(', '),
    data: {
      name,
      folder,
      bytes,
      precision,
      parts,
      memory,
      availableMemory: available,
      fits: memory <= available,
    },
    ...(memory > available && {
      todo: `This machine has ${formatBytes(available)}: use a float16 export or a smaller model.`,
    }),
  };
}

/** The embedded pack byte by byte; larger ones by their files' sizes: `models verify` reads all of them. */
async function checkWhole(name: string, folder: string): Promise<string> {
  await openPack(folder);
  if (name !== EMBEDDED) {
    const wrong = await wrongFiles(folder);
    if (wrong.length > 0) throw damaged(name, wrong);
    return 'complete';
  }
  const { files, problems } = await verifyPack(folder);
  if (problems.length > 0)
    throw damaged(
      name,
      problems.map(({ file }) => file),
    );
  return `${files} files as they should be`;
}

function damaged(name: string, files: readonly string[]): Error {
  const hint = name === EMBEDDED ? 'Install again with "npm ci".' : 'Pull it again.';
  return Object.assign(new Error(`Missing or altered: ${files.join(', ')}.`), { hint });
}

/** The type of number that most of the UNet's weights have. */
async function precisionOf(folder: string): Promise<string> {
  const { files } = await openPack(folder);
  const { initializers } = await readModel(files.unet);
  const counts = new Map<string, number>();
  for (const { type, shape } of initializers.values()) {
    const count = shape.reduce((product, size) => product * size, 1);
    counts.set(type, (counts.get(type) ?? 0) + count);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
