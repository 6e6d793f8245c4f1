import { DualeditError } from '@dualedit/foundation';
import { collect } from './limits.js';

/**
 * Reads all of stdin, which is expected to be `what`.
 * @throws DualeditError `usage` when it is a terminal, `input-empty`, `input-too-large`
 */
export async function readStdin(what = 'a picture'): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    throw new DualeditError({
      code: 'usage',
      message: `"-" reads ${what} from stdin, but stdin is a terminal.`,
      hint: `Pipe ${what} in, or name a file.`,
    });
  }
  return collect(process.stdin, { from: 'stdin', whenEmpty: `Pipe ${what} in, or name a file.` });
}

/** @throws DualeditError `output-unwritable` when its reader has gone */
export async function writeStdout(data: Uint8Array | string): Promise<void> {
  const error = await new Promise<Error | null | undefined>((resolve) => {
    process.stdout.once('error', resolve);
    process.stdout.write(data, resolve);
  });
  if (!error) return;
  throw new DualeditError({
    code: 'output-unwritable',
    message: `stdout could not be written (${error.message}).`,
    hint: 'Keep its reader open until the end, or name a file on a disk that has room.',
    cause: error,
  });
}
