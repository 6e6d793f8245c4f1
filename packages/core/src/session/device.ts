import '@dualedit/onnx-autograd/no-telemetry';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { createSession, Graph } from '@dualedit/onnx-autograd';
import { listSupportedBackends } from 'onnxruntime-node';

/** Where a model may run. `auto` takes the best device that works here. */
export type Device = 'auto' | 'cpu' | 'cuda' | 'webgpu' | 'coreml' | 'dml';

/** A device that was tried and works. */
export interface ChosenDevice {
  name: Exclude<Device, 'auto'>;
  /** For ONNX Runtime: the device, then the CPU for operators that it lacks. */
  executionProviders: string[];
  /** Why `auto` took nothing better, one sentence a device; empty otherwise. */
  passedOver: string[];
}

/** What `auto` tries, best first. WebGPU and Core ML compute in less precision: only on request. */
const AUTOMATIC = ['cuda', 'dml'] as const;

/**
 * Tries the device with a one-node model. ONNX Runtime falls back to the CPU without a word for some
 * devices that are not there, and aborts for others; here a named device works or raises.
 *
 * @throws DualeditError `device-unavailable`
 */
export async function chooseDevice(device: Device): Promise<ChosenDevice> {
  if (device !== 'auto') {
    const reason = await tryDevice(device);
    if (reason !== undefined) throw unavailable(device, reason);
    return chosen(device, []);
  }
  const passedOver: string[] = [];
  for (const candidate of AUTOMATIC) {
    const reason = await tryDevice(candidate);
    if (reason === undefined) return chosen(candidate, passedOver);
    passedOver.push(`${candidate}: ${reason}`);
  }
  return chosen('cpu', passedOver);
}

function chosen(name: ChosenDevice['name'], passedOver: string[]): ChosenDevice {
  return { name, executionProviders: name === 'cpu' ? ['cpu'] : [name, 'cpu'], passedOver };
}

/** Why a device does not work here, or undefined where it does. */
async function tryDevice(name: ChosenDevice['name']): Promise<string | undefined> {
  if (name === 'cpu') return;
  const backend = listSupportedBackends().find((supported) => supported.name === name);
  if (!backend) return 'ONNX Runtime does not offer it on this system.';
  if (!backend.bundled && !isInstalled(name)) return 'its ONNX Runtime library is not installed.';
  try {
    const session = await createSession(oneNode(), { executionProviders: [name, 'cpu'] });
    await session.release();
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether the library of a device that does not come with ONNX Runtime lies beside it; asking it to load one prints. */
function isInstalled(name: string): boolean {
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const folder = join(runtime, 'bin', 'napi-v6', process.platform, process.arch);
  return readdirSync(folder).some((file) => file.includes(`onnxruntime_providers_${name}`));
}

function oneNode(): Graph {
  const graph = new Graph();
  const input = graph.addInput('x', 'float32', [1]);
  const [output] = graph.addNode('Add', [input, input]).outputs;
  graph.addOutput(output!, 'y');
  return graph;
}

function unavailable(device: Device, reason: string): DualeditError {
  return new DualeditError({
    code: 'device-unavailable',
    message: `The device "${device}" cannot be used: ${reason}`,
    hint: 'Choose "auto" for the best device that works here, or "cpu".',
    received: device,
  });
}
