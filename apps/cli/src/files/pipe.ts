import { constants, open as openFile } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

const open = promisify(openFile);

/** How often a pipe is tried that nobody reads yet. */
const RETRY_MS = 100;

/**
 * A named pipe as a stream. Opened as a file, it would hold one of Node.js's few threads until somebody writes to it,
 * and with that the whole process, which then no signal ends.
 */
export async function pipeReader(path: string): Promise<AsyncIterable<Buffer>> {
  const fd = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

/** Writes to a named pipe, once somebody reads it. */
export async function writePipe(path: string, bytes: Uint8Array): Promise<void> {
  const fd = await openReadPipe(path);
  const socket = new Socket({ fd, readable: false, writable: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).end(bytes, resolve);
  });
}

async function openReadPipe(path: string): Promise<number> {
  for (;;) {
    try {
      return await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
