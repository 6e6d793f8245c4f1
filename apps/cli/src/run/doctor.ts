import { parseCommand } from '@dualedit/commands';
import { captions, renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { DualeditError } from '@dualedit/foundation';
import { deviceFindings, gpuFindings, onnxRuntime } from '../doctor/devices.js';
import { attempt, type Finding } from '../doctor/finding.js';
import { disk, memory, node } from '../doctor/machine.js';
import { nvidiaGpus } from '../doctor/nvidia.js';
import { packFindings } from '../doctor/packs.js';
import { interruptible, type Stop } from '../interrupt.js';
import type { DoctorOptions, ModelOptions } from '../options.js';
import { formatSeconds, formatTable } from '../terminal/format.js';
import { createReport } from '../terminal/report.js';
import { withEditor } from './engine.js';
import { suggestEdit } from './suggest-edit.js';

const MARKS: Record<Finding['status'], string> = { ok: 'ok', none: '--', wrong: '!!' };

export async function runDoctor(options: DoctorOptions): Promise<void> {
  const report = createReport(options);
  const findings = await interruptible(async (stop) => {
    const runtime = await attempt('onnx runtime', describeRuntime, 'Install again with "npm ci".');
    const gpus = await nvidiaGpus();
    return [
      ...[node(), memory(), await disk(), runtime, ...gpuFindings(gpus)],
      // Without ONNX Runtime there is nothing to try.
      ...(runtime.status === 'ok' ? await deviceFindings(options.device ?? 'auto', gpus) : []),
      ...(await packFindings(options.model)),
      ...(options.quick ? [] : [await attempt('engine', () => engine(options, stop))]),
    ];
  });
  const rows = findings.map(({ what, status, found, todo }) => [
    MARKS[status],
    what,
    todo === undefined ? found : `${sentence(found)} ${todo}`,
  ]);
  const wrong = findings.filter(({ status }) => status === 'wrong');
  await report.result({ healthy: wrong.length === 0, findings }, formatTable(rows));
  if (wrong.length === 0) return;
  throw new DualeditError({
    code: 'model-doctor',
    message: `${wrong.length} of ${findings.length} checks found something wrong.`,
    hint: 'Do what the lines with "!!" say.',
  });
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

async function describeRuntime() {
  const { version, backends } = onnxRuntime();
  return { found: `${version}, built for ${backends.join(', ')}`, data: { version, backends } };
}

/** A real edit, of few steps: every model of the pack runs once. */
async function engine(options: ModelOptions, stop: Stop) {
  const start = performance.now();
  const scene = sceneFromSeed(1, { world: 'starter', level: 2 });
  const edits = parseCommand(suggestEdit(scene, 'starter'));
  const index = scene.objects.findIndex(({ noun }) => noun === edits[0]!.source);
  const [image, masks] = await Promise.all([renderScene(scene, SIZE), renderMasks(scene, SIZE)]);
  const silent = () => {};
  const { config } = await withEditor(options, stop, silent, (editor) =>
    editor.edit(image, edits, {
      masks: [masks[index]!.visible],
      prompt: captions(scene)[0]!,
      settings: { steps: STEPS },
      signal: stop.signal,
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { pack, device } = config;
  return {
    found: `an edit of ${STEPS} steps by ${pack} on ${device} takes ${formatSeconds(seconds)}, most of it loading`,
    data: { pack, device, steps: STEPS, seconds },
  };
}

const SIZE = 128;
const STEPS = 2;
