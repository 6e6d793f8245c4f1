import { DualeditError } from '@dualedit/foundation';

const MAX_BYTES = 500_000_000;

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
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new DualeditError({
        code: 'input-too-large',
        message: `Expected at most ${MAX_BYTES / 1e6} MB from stdin but received more.`,
        hint: `Pipe ${what} in that is smaller.`,
      });
    }
  }
  if (size > 0) return Buffer.concat(chunks);
  throw new DualeditError({
    code: 'input-empty',
    message: `Expected ${what} from stdin but received nothing.`,
    hint: `Pipe ${what} in, or name a file.`,
  });
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
    hint: 'Keep its reader open until the end.',
    cause: error,
  });
}
