import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ChosenDevice, Device } from '@dualedit/core';
import { formatBytes } from '../terminal/format.js';
import { cudaProvider, installCommand, missingLibraries, requireFromCore } from './cuda-libraries.js';
import type { Finding } from './finding.js';
import type { NvidiaGpu } from './nvidia.js';

/** A device that was tried. */
interface Tried {
  name: Device;
  works: boolean;
  reason?: string;
  /** What a device that works is taken as; for `auto`, what it chose. */
  device?: ChosenDevice;
  /** Of ONNX Runtime, in the process that tried it. */
  telemetry?: 'off' | 'on';
}

const ON_REQUEST = new Set<Device>(['webgpu', 'coreml']);
const KNOWN: readonly Device[] = ['cuda', 'dml', 'coreml', 'webgpu'];

/** The version of ONNX Runtime, and what it was built for here. */
export function onnxRuntime(): { version: string; backends: string[] } {
  const { version } = requireFromCore('onnxruntime-node/package.json') as { version: string };
  const { listSupportedBackends } = requireFromCore('onnxruntime-node') as {
    listSupportedBackends(): { name: string }[];
  };
  return { version, backends: listSupportedBackends().map(({ name }) => name) };
}

/** The NVIDIA cards as findings: none where there is no driver. */
export function gpuFindings(gpus: readonly NvidiaGpu[]): Finding[] {
  return gpus.map(({ name, memory, freeMemory, driver }) => ({
    what: 'gpu',
    status: 'ok',
    found: `${name}, ${formatBytes(freeMemory)} free of ${formatBytes(memory)}, driver ${driver}`,
    data: { name, memory, freeMemory, driver },
  }));
}

/** Which devices work here, which do not and why, and which one an edit would take. */
export async function deviceFindings(asked: Device, gpus: readonly NvidiaGpu[]): Promise<Finding[]> {
  const { backends } = onnxRuntime();
  const offered = KNOWN.filter((name) => backends.includes(name));
  const single = [...new Set<Device>(['cpu', ...offered, ...(asked === 'auto' ? [] : [asked])])];
  const tried = await Promise.all([...single, 'auto' as const].map(tryDevice));
  const found = await Promise.all(
    tried.filter(({ name }) => name !== 'auto').map((one) => describe(one, asked, gpus)),
  );
  return [...found, choice(tried.find(({ name }) => name === asked)!), ...telemetryOf(tried)];
}

/** Whether ONNX Runtime would send usage events to its maker. */
function telemetryOf(tried: readonly Tried[]): Finding[] {
  const telemetry = tried.find(({ works }) => works)?.telemetry;
  if (telemetry === undefined) return [];
  const data = { telemetry };
  return telemetry === 'off'
    ? [{ what: 'telemetry', status: 'ok', found: 'off: nothing here sends usage events', data }]
    : [
        {
          what: 'telemetry',
          status: 'wrong',
          found: 'ONNX Runtime would send usage events',
          data,
          todo: 'Set ORT_DISABLE_TELEMETRY=1.',
        },
      ];
}

async function tryDevice(name: Device): Promise<Tried> {
  const probe = fileURLToPath(new URL('./probe.js', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [probe, name]);
    return JSON.parse(stdout) as Tried;
  } catch (error) {
    const { signal, code } = error as { signal?: string; code?: number };
    return { name, works: false, reason: `trying it ended the process (${signal ?? code})` };
  }
}

async function describe(
  { name, works, reason }: Tried,
  asked: Device,
  gpus: readonly NvidiaGpu[],
): Promise<Finding> {
  const data = { name, works, ...(reason !== undefined && { reason }) };
  if (works) {
    const remark = ON_REQUEST.has(name) ? `, with less precision: only by --device ${name}` : '';
    return { what: name, status: 'ok', found: `works${remark}`, data };
  }
  const status = name === asked ? 'wrong' : 'none';
  const advice = name === 'cuda' ? await cudaAdvice(gpus, name === asked) : undefined;
  return {
    what: name,
    status,
    found: shortReason(reason!),
    data,
    ...(advice !== undefined && { todo: advice }),
  };
}

/** What CUDA lacks here, and how to add it. */
async function cudaAdvice(gpus: readonly NvidiaGpu[], isAsked: boolean): Promise<string | undefined> {
  if (gpus.length === 0) {
    return isAsked
      ? 'There is no NVIDIA driver here (nvidia-smi finds no card): choose another device.'
      : undefined;
  }
  const provider = cudaProvider();
  if (provider === undefined) {
    return `Add ONNX Runtime's part for it: ${installCommand()} (docs/cuda.md)`;
  }
  const missing = await missingLibraries(provider);
  return missing === undefined || missing.length === 0
    ? 'CUDA 12 and cuDNN 9 are needed (docs/cuda.md).'
    : `Not found: ${missing.join(', ')}. Install CUDA 12 and cuDNN 9, or name their folders in LD_LIBRARY_PATH (docs/cuda.md).`;
}

/** What an edit would run on, and why. */
function choice({ name, works, device, reason }: Tried): Finding {
  if (!works) {
    const found = `"${name}" was asked for and does not work here; nothing else is taken in its place.`;
    const todo = 'Choose "auto" for the best device that works, or "cpu".';
    return { what: 'device', status: 'wrong', found, todo, data: { asked: name, reason } };
  }
  const { name: taken, passedOver } = device!;
  // What is for other systems is no reason.
  const others = passedOver.filter((one) => !/does not offer/.test(one)).map((one) => one.split(':')[0]!);
  const why =
    name !== 'auto'
      ? 'as asked'
      : others.length > 0
        ? `since ${others.length === 1 ? `${others[0]} does not` : `none of ${others.join(', ')} does`}`
        : 'the best that works';
  const rest = taken === 'cpu' ? '' : '; operators that it lacks run on the CPU';
  return {
    what: 'device',
    status: 'ok',
    found: `${name} takes ${taken}, ${why}${rest}`,
    data: { asked: name, taken, passedOver },
  };
}

/** Without the place in ONNX Runtime's source, and without what the line says already. */
function shortReason(reason: string): string {
  return reason
    .replace(/^The device ".*?" cannot be used: /, '')
    .replace(/^\/\S+onnxruntime\S* .* was false\. /s, '')
    .replace(/\s+/g, ' ')
    .trim();
}
