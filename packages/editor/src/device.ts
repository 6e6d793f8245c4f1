import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Device } from '@dualedit/core';
import { DualeditError, takeLock, throwIfAborted } from '@dualedit/foundation';

const SHARE = '"dualedit worker --share-device"; DUALEDIT_SHARE_DEVICE=1 for bots';

/** A device that an exclusive editor runs on. */
export interface LockedDevice {
  /** Without `auto`. */
  name: Device;
  /** Names one of several cards: `cpu`, `cuda:1`. */
  label: string;
  unlock(): Promise<void>;
}

/**
 * Locks a card of this machine for one editor. The CPU is not locked: the system shares it out, but two editors' models
 * do not fit a card.
 * @throws DualeditError `device-taken` (names the process), `temporary-folder`, `device-unavailable`, `aborted`
 */
export async function lockDevice(device: Device, signal?: AbortSignal): Promise<LockedDevice> {
  const name = device === 'auto' ? await bestDevice(signal) : device;
  const label = deviceLabel(name);
  if (name === 'cpu') return { name, label, unlock: async () => {} };
  const path = join(tmpdir(), `dualedit-device-${label.replaceAll(/[^\w-]/g, '_')}.lock`);
  try {
    return { name, label, unlock: await takeLock(path, (holder) => taken(label, holder)) };
  } catch (error) {
    throw DualeditError.is(error) ? error : notLockable(label, path, error as Error);
  }
}

/** Of several cards, CUDA takes the first that this process may see. */
export function deviceLabel(name: Device, environment: NodeJS.ProcessEnv = process.env): string {
  if (name !== 'cuda') return name;
  const first = (environment.CUDA_VISIBLE_DEVICES ?? '').split(',')[0]!.trim();
  return `cuda:${first || '0'}`;
}

/** Tried in a process of its own: in this one, a driver would keep hundreds of megabytes of the card's memory. */
async function bestDevice(signal: AbortSignal | undefined): Promise<Device> {
  const probe = fileURLToPath(new URL('./device-probe.js', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [probe], { signal });
    return stdout.trim().split('\n').at(-1) as Device;
  } catch (cause) {
    throwIfAborted(signal);
    throw new DualeditError({
      code: 'device-unavailable',
      message: `Trying the devices of this machine failed: ${(cause as Error).message}`,
      hint: 'Name a device instead of "auto", such as "cpu"; "dualedit doctor" tries them one by one.',
      received: 'auto',
      cause,
    });
  }
}

function taken(label: string, holder: string): DualeditError {
  return new DualeditError({
    code: 'device-taken',
    message: `Another program on this machine edits on the device ${label}: ${holder}.`,
    hint: `Stop it, choose another device, or let them share this one (${SHARE}).`,
    received: label,
  });
}

function notLockable(label: string, path: string, cause: Error): DualeditError {
  return new DualeditError({
    code: 'temporary-folder',
    message: `The device ${label} cannot be locked: ${cause.message}.`,
    hint: `Name a folder that exists and may be written in TMPDIR (TEMP on Windows), or let programs share the device (${SHARE}).`,
    received: path,
    cause,
  });
}
