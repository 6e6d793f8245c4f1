import { parseCommand } from '@dualedit/commands';
import { captions, renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { changeName } from '@dualedit/foundation';
import { deviceFindings, gpuFindings, onnxRuntime } from '../doctor/devices.js';
import { attempt, findingsTable, verdict } from '../doctor/finding.js';
import { disk, memory } from '../doctor/machine.js';
import { node } from '../doctor/node.js';
import { nvidiaGpus } from '../doctor/nvidia.js';
import { packFindings } from '../doctor/packs.js';
import { pictureFinding } from '../doctor/picture.js';
import { interruptible, type Stop } from '../interrupt.js';
import type { DoctorOptions, ModelOptions } from '../options.js';
import { formatSeconds } from '../terminal/format.js';
import { createReport } from '../terminal/report.js';
import { withEditor } from './engine.js';
import { suggestEdit } from './suggest-edit.js';

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
      ...(options.picture === undefined ? [] : [await pictureFinding(options.picture, options.model)]),
      ...(options.quick ? [] : [await attempt('engine', () => engine(options, stop))]),
    ];
  });
  const failure = verdict(findings);
  await report.result({ healthy: failure === undefined, findings }, findingsTable(findings));
  if (failure) throw failure;
}

async function describeRuntime() {
  const { version, backends } = onnxRuntime();
  return { found: `${version}, built for ${backends.join(', ')}`, data: { version, backends } };
}

/** A real edit, of few steps: every model of the pack runs once. */
async function engine(options: ModelOptions, stop: Stop) {
  const start = performance.now();
  const scene = sceneFromSeed(1, { world: 'full', level: 2 });
  const edits = parseCommand(suggestEdit(scene, 'full'));
  const index = scene.objects.findIndex(({ noun }) => noun === changeName(edits[0]!));
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

const SIZE = 256;
const STEPS = 2;
