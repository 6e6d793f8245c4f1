import { existsSync, realpathSync, statSync } from 'node:fs';
import { OnnxAutogradError } from '../error.js';
import type { Tensor } from '../types.js';

/**
 * Checks that every file that holds weights exists and is long enough.
 * @throws OnnxAutogradError `external-data-missing`, `external-data-short`
 */
export function checkSpans(tensors: Iterable<Tensor>): void {
  const needed = new Map<string, number>();
  for (const tensor of tensors) {
    if (tensor.data instanceof Uint8Array) continue;
    const { file, offset, length } = tensor.data;
    needed.set(file, Math.max(needed.get(file) ?? 0, offset + length));
  }
  for (const [file, bytes] of needed) {
    if (!existsSync(file)) {
      throw new OnnxAutogradError({
        code: 'external-data-missing',
        message: `The weights file ${file} is missing.`,
        hint: 'Put it beside its model file, under the name that the model gives it.',
        received: file,
      });
    }
    const { size } = statSync(realpathSync(file));
    if (size >= bytes) continue;
    throw new OnnxAutogradError({
      code: 'external-data-short',
      message: `The weights file ${file} holds ${size} bytes, expected at least ${bytes}.`,
      hint: 'It was cut short; download it again.',
      received: size,
    });
  }
}
