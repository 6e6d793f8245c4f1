import { DualeditError } from '@dualedit/foundation';
import { createSession, type Port } from '@dualedit/onnx-autograd';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ERRORS, REPACKED_BYTES, type SessionDevice } from '../session/session.js';
import { allFinite, type Feeds, toFloats, toTensor } from '../session/tensors.js';
import type { CompiledModel } from './compiled.js';

/** A compiled graph of static shapes, ready to run: plain numbers in, 32-bit floats out. */
export class Program {
  private readonly name: string;
  private readonly session: InferenceSession;
  private readonly inputs: readonly Port[];

  private constructor(name: string, session: InferenceSession, inputs: readonly Port[]) {
    this.name = name;
    this.session = session;
    this.inputs = inputs;
  }

  /** `name` stands in errors, such as "latent gradient". */
  static async open(name: string, model: CompiledModel, device?: SessionDevice): Promise<Program> {
    const executionProviders = [...(device?.executionProviders ?? ['cpu'])];
    const isLarge = model.memory.weights > REPACKED_BYTES;
    const session = await createSession(model, {
      executionProviders,
      shareWeights: isLarge,
      // Each session's arena would keep gigabytes between runs, and only one runs at a time.
      enableCpuMemArena: !isLarge,
      logSeverityLevel: ERRORS,
    });
    return new Program(name, session, model.inputs);
  }

  /**
   * Runs the program once. Every input must be fed with as many numbers as its shape holds.
   * @throws DualeditError `feed-length` names an input that is not; `model-nan` when an output is not finite
   */
  async run(feeds: Feeds): Promise<Record<string, Float32Array>> {
    const tensors = Object.fromEntries(
      this.inputs.map((input) => [input.name, this.tensorOf(input, feeds[input.name])]),
    );
    const outputs = await this.session.run(tensors);
    const numbers: Record<string, Float32Array> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      numbers[name] = toFloats(tensor);
      if (!allFinite(numbers[name])) throw notFinite(this.name, name);
    }
    return numbers;
  }

  private tensorOf({ name, type, shape }: Port, feed: ArrayLike<number> | undefined): Tensor {
    const length = (shape as number[]).reduce((count, size) => count * size, 1);
    if (feed?.length !== length) throw wrongLength(this.name, name, length, feed?.length);
    return toTensor(type, feed, shape as number[]);
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

function wrongLength(
  program: string,
  input: string,
  length: number,
  received: number | undefined,
): DualeditError {
  return new DualeditError({
    code: 'feed-length',
    message: `Expected ${length} numbers for the input "${input}" of the model (${program}) but received ${received ?? 'none'}.`,
    hint: 'Use a model pack whose parts belong together: text encoder, UNet and autoencoder of one model.',
    received,
  });
}

function notFinite(program: string, output: string): DualeditError {
  return new DualeditError({
    code: 'model-nan',
    message: `The model returned a number that is not finite (${program}, output "${output}").`,
    hint: 'Lower the strength; with a float16 model, try its float32 export.',
  });
}
