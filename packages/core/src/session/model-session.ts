import { basename, dirname } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { createSession, type Graph, readModel } from '@dualedit/onnx-autograd';
import type { InferenceSession } from 'onnxruntime-node';
import { bytesIn, ERRORS, LEAN, openSession, REPACKED_BYTES, type SessionDevice } from './session.js';
import { allFinite, toFloats, toTensor } from './tensors.js';

/** A model of one input, run as it stands: plain numbers in, 32-bit floats out, whatever types it computes in. */
export interface ModelSession {
  outputNames: readonly string[];
  /** @throws DualeditError `model-nan` when an output is not finite */
  run(values: ArrayLike<number>, shape: readonly number[]): Promise<Record<string, Float32Array>>;
  /** Frees the model's memory; a later run is an error. */
  release(): Promise<void>;
}

/**
 * Opens a model file, or a graph read from one. Its name in errors is that of its folder, such as `vae_decoder`.
 * @throws DualeditError `model-unreadable`
 */
export async function createModelSession(
  path: string,
  { device, graph }: { device?: SessionDevice | undefined; graph?: Graph } = {},
): Promise<ModelSession> {
  const executionProviders = device?.executionProviders ?? ['cpu'];
  const shareWeights = (await bytesIn(dirname(path))) > REPACKED_BYTES;
  const read = graph ?? (shareWeights ? await readModel(path) : undefined);
  const session = read
    ? await createSession(read, { executionProviders, shareWeights, ...LEAN, logSeverityLevel: ERRORS })
    : await openSession(path, device);
  const [input] = session.inputMetadata;
  return {
    outputNames: session.outputNames,
    async run(values, shape) {
      const outputs = await session.run({ [input!.name]: toTensor(typeOf(input!), values, shape) });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => [name, finite(toFloats(tensor), path)]),
      );
    },
    release: () => session.release(),
  };
}

function finite(values: Float32Array, path: string): Float32Array {
  if (allFinite(values)) return values;
  const name = basename(dirname(path));
  throw new DualeditError({
    code: 'model-nan',
    message: `The model returned a number that is not finite (${name}).`,
    hint: `With a float16 model, try its float32 export, of ${name} alone if need be.`,
  });
}

const typeOf = (input: InferenceSession.ValueMetadata) => (input.isTensor ? input.type : 'float32');
