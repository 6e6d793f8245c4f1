import { DualeditError } from '@dualedit/foundation';

/** The most that is read of an input, wherever it comes from. */
const MAX_BYTES = 500_000_000;

/** An input as errors name it, such as `"a.png"` or `stdin`, and what to do when it holds nothing. */
export interface InputName {
  from: string;
  whenEmpty: string;
}

/**
 * All bytes of a stream.
 * @throws DualeditError `input-empty`, `input-too-large`
 */
export async function collect(stream: AsyncIterable<Buffer>, name: InputName): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    checkNotTooLarge(size, name);
  }
  checkNotEmpty(size, name);
  return Buffer.concat(chunks);
}

/** @throws DualeditError `input-too-large` */
export function checkNotTooLarge(size: number, { from }: InputName): void {
  if (size <= MAX_BYTES) return;
  throw new DualeditError({
    code: 'input-too-large',
    message: `Expected at most ${MAX_BYTES / 1e6} MB but ${from} holds more.`,
    hint: 'Give a smaller file.',
  });
}

/** @throws DualeditError `input-empty` */
export function checkNotEmpty(size: number, { from, whenEmpty }: InputName): void {
  if (size > 0) return;
  throw new DualeditError({
    code: 'input-empty',
    message: `Expected something to read but received nothing from ${from}.`,
    hint: whenEmpty,
  });
}
