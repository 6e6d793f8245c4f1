import { totalmem } from 'node:os';

/** Memory that processes here may take: the machine's, or less where a container says so. */
export function machineMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
