import { DualeditError } from '@dualedit/foundation';
import { createSession, type Graph, type Port } from '@dualedit/onnx-autograd';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { SessionDevice } from '../model/session.js';

/** Numbers for each input of a program, row by row. */
export type Feeds = Record<string, ArrayLike<number>>;

/** A compiled graph of static shapes, ready to run: plain numbers in, 32-bit floats out. */
export class Program {
  private readonly name: string;
  private readonly session: InferenceSession;
  private readonly inputs: readonly Port[];

  private constructor(name: string, session: InferenceSession, graph: Graph) {
    this.name = name;
    this.session = session;
    this.inputs = graph.inputs;
  }

  /** `name` stands in errors, such as "latent gradient". */
  static async create(name: string, graph: Graph, device?: SessionDevice): Promise<Program> {
    const executionProviders = [...(device?.executionProviders ?? ['cpu'])];
    return new Program(
      name,
      await createSession(graph, { executionProviders, shareWeights: shareWeights(graph) }),
      graph,
    );
  }

  /**
   * Runs the program once. Every input must be fed with as many numbers as its shape holds.
   * @throws DualeditError `model-nan` when an output is not finite
   */
  async run(feeds: Feeds): Promise<Record<string, Float32Array>> {
    const tensors = Object.fromEntries(
      this.inputs.map(({ name, type, shape }) => [name, toTensor(type, feeds[name]!, shape as number[])]),
    );
    const outputs = await this.session.run(tensors);
    const numbers: Record<string, Float32Array> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      numbers[name] = tensor.data as Float32Array;
      this.checkFinite(name, numbers[name]);
    }
    return numbers;
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  private checkFinite(output: string, values: Float32Array): void {
    // A sum is finite only if every term is, short of an overflow that is itself a failure.
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]!;
    if (Number.isFinite(sum)) return;
    throw new DualeditError({
      code: 'model-nan',
      message: `The model returned a number that is not finite (${this.name}, output "${output}").`,
      hint: 'Lower the strength; with a float16 model, try its float32 export.',
    });
  }
}

/** Up to this many bytes of weights, a session may keep a copy of its own, repacked for speed. */
const REPACKED_BYTES = 256 * 2 ** 20;

function shareWeights(graph: Graph): boolean {
  let bytes = 0;
  for (const { data } of graph.initializers.values()) bytes += data.length;
  return bytes > REPACKED_BYTES;
}

function toTensor(type: string, values: ArrayLike<number>, shape: readonly number[]): Tensor {
  if (type === 'int64') return new Tensor('int64', BigInt64Array.from(Array.from(values, BigInt)), shape);
  if (type === 'int32') return new Tensor('int32', Int32Array.from(values), shape);
  const floats = values instanceof Float32Array ? values : Float32Array.from(values);
  return new Tensor('float32', floats, shape);
}
