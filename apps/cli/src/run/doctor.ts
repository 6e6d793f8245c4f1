import { createRequire } from 'node:module';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { parseCommand } from '@dualedit/commands';
import { chooseDevice, openPack } from '@dualedit/core';
import { captions, renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { DualeditError } from '@dualedit/foundation';
import { folderSize } from '@dualedit/hub/packs';
import { interruptible, type Stop } from '../interrupt.js';
import type { ModelOptions } from '../options.js';
import { formatBytes, formatSeconds, formatTable } from '../terminal/format.js';
import { createReport } from '../terminal/report.js';
import { withEditor } from './engine.js';
import { checkPack, EMBEDDED, findPack } from './packs.js';
import { suggestEdit } from './suggest-edit.js';

interface Finding {
  what: string;
  found: string;
  /** What to do, where something is wrong. */
  todo?: string;
}

const CUDA_HINT =
  'With an NVIDIA GPU: node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install';

/** The embedded pack takes less; a full-size one about ten times this. */
const ENOUGH_MEMORY = 1e9;

export async function runDoctor(options: ModelOptions): Promise<void> {
  const report = createReport(options);
  const findings = await interruptible(async (stop) => [
    node(),
    memory(),
    await attempt('onnx runtime', onnxRuntime, 'Install again with "npm ci".'),
    await attempt('device', () => device(options)),
    await attempt('pack', () => pack(options.model)),
    await attempt('engine', () => engine(options, stop)),
  ]);
  const rows = findings.map(({ what, found, todo }) => [
    todo === undefined ? 'ok' : '!!',
    what,
    todo === undefined ? found : `${found} ${todo}`,
  ]);
  const healthy = findings.every(({ todo }) => todo === undefined);
  await report.result({ healthy, findings }, formatTable(rows));
  if (healthy) return;
  throw new DualeditError({
    code: 'model-doctor',
    message: `${findings.filter(({ todo }) => todo !== undefined).length} of ${findings.length} checks found something wrong.`,
    hint: 'Do what the lines with "!!" say.',
  });
}

function node(): Finding {
  return {
    what: 'node',
    found: `${process.version} on ${process.platform} ${process.arch}, ${availableParallelism()} processors`,
  };
}

function memory(): Finding {
  const free = freemem();
  const found = `${formatBytes(free)} free of ${formatBytes(totalmem())}.`;
  return { what: 'memory', found, ...(free < ENOUGH_MEMORY && { todo: 'Close other programs.' }) };
}

async function attempt(what: string, check: () => Promise<string>, todo?: string): Promise<Finding> {
  try {
    return { what, found: await check() };
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    return { what, found: message, todo: todo ?? hint ?? 'Please report it.' };
  }
}

/** The copy that the engine uses. */
async function onnxRuntime(): Promise<string> {
  const requireFromCore = createRequire(import.meta.resolve('@dualedit/core'));
  const { version } = requireFromCore('onnxruntime-node/package.json') as { version: string };
  const { listSupportedBackends } = requireFromCore('onnxruntime-node') as {
    listSupportedBackends(): { name: string }[];
  };
  const providers = listSupportedBackends().map(({ name }) => name);
  return `${version}, built for ${providers.join(', ')}`;
}

async function device({ device = 'auto' }: ModelOptions): Promise<string> {
  const { name, passedOver } = await chooseDevice(device);
  if (device !== 'auto') return `${name} works.`;
  const hint = /^cuda:.*not installed/m.test(passedOver.join('\n')) ? [CUDA_HINT] : [];
  return [`auto takes ${name}.`, ...passedOver, ...hint].join(' ');
}

async function pack(model: string | undefined): Promise<string> {
  const folder = await findPack(model ?? EMBEDDED);
  const checked =
    model === undefined
      ? `${await checkPack(folder)} files as they should be`
      : `${(await openPack(folder)).name}, complete`;
  return `${checked}, ${formatBytes(await folderSize(folder))}, ${folder}`;
}

/** A real edit, of few steps: every model of the pack runs once. */
async function engine(options: ModelOptions, stop: Stop): Promise<string> {
  const start = performance.now();
  const scene = sceneFromSeed(1, { world: 'starter', level: 2 });
  const edits = parseCommand(suggestEdit(scene, 'starter'));
  const index = scene.objects.findIndex(({ noun }) => noun === edits[0]!.source);
  const [image, masks] = await Promise.all([renderScene(scene, SIZE), renderMasks(scene, SIZE)]);
  const silent = () => {};
  await withEditor(options, stop, silent, (editor) =>
    editor.edit({
      image,
      edits,
      masks: [masks[index]!.visible],
      prompt: captions(scene)[0]!,
      settings: { steps: STEPS },
      signal: stop.signal,
    }),
  );
  return `an edit of ${STEPS} steps takes ${formatSeconds((performance.now() - start) / 1000)}, most of it loading`;
}

const SIZE = 128;
const STEPS = 2;
