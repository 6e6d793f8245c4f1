import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** An NVIDIA card, as its driver tells it. Memory in bytes. */
export interface NvidiaGpu {
  name: string;
  memory: number;
  freeMemory: number;
  driver: string;
}

const QUERY = ['--query-gpu=name,memory.total,memory.free,driver_version', '--format=csv,noheader,nounits'];
const TIMEOUT_MS = 10_000;

/** The NVIDIA cards that processes here may use; none where there is no driver. */
export async function nvidiaGpus(): Promise<NvidiaGpu[]> {
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', QUERY, { timeout: TIMEOUT_MS });
    return parseGpus(stdout);
  } catch {
    return [];
  }
}

/** Reads the answer of `nvidia-smi`: a line a card, memory in MiB. */
export function parseGpus(text: string): NvidiaGpu[] {
  return text
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 4)
    .map(([name, memory, free, driver]) => ({
      name: name!,
      driver: driver!,
      memory: Number(memory) * 2 ** 20,
      freeMemory: Number(free) * 2 ** 20,
    }));
}
