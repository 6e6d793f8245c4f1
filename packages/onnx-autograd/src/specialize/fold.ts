import '../no-telemetry.js';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { OnnxAutogradError } from '../error.js';
import { Graph } from '../graph.js';
import { readGraph } from '../io/read.js';
import { serialize } from '../io/write.js';
import { isMark, narrowedInputs, unmarkCast, usesHalf } from './half.js';
import { type Skeleton, skeletonOf } from './skeleton.js';
import { withoutUniform } from './uniform.js';

/**
 * Computes all shape arithmetic away by one basic optimisation pass of ONNX Runtime over the graph without
 * its weights, and makes the result static.
 */
export async function foldShapes(graph: Graph): Promise<Graph> {
  const skeleton = skeletonOf(graph);
  const folded = await optimized(skeleton.graph);
  const result = restored(folded, skeleton, graph);
  for (const { name } of graph.outputs) result.addOutput(name);
  return withoutUniform(result);
}

/** The folded graph with the tensors back that stood as inputs. */
function restored(folded: Graph, { standIns }: Skeleton, original: Graph): Graph {
  const result = new Graph({ opset: folded.opset });
  const declared = new Map(original.inputs.map(({ name, type }) => [name, type]));
  for (const { name, type, shape } of folded.inputs) {
    const tensor = standIns.get(name);
    if (tensor) result.addInitializer(name, tensor);
    else if (!isMark(name)) result.addInput(name, declared.get(name) ?? type, shape);
  }
  for (const [name, tensor] of folded.initializers) result.addInitializer(name, tensor);
  const half = usesHalf(original);
  for (const node of folded.sorted()) {
    if (unmarkCast(result, node)) continue;
    const { opType, outputs, attributes, name } = node;
    const inputs = half ? narrowedInputs(result, node) : node.inputs;
    result.addNode(opType, inputs, { outputs, attributes, name });
  }
  return result;
}

async function optimized(skeleton: Graph): Promise<Graph> {
  const folder = await temporaryFolder();
  const path = join(folder, 'folded.onnx');
  try {
    const session = await InferenceSession.create(serialize(skeleton).bytes, {
      graphOptimizationLevel: 'basic',
      optimizedModelFilePath: path,
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    await session.release();
    return readGraph(path, Number.POSITIVE_INFINITY);
  } catch (cause) {
    if (cause instanceof OnnxAutogradError) throw cause;
    // A model that it refuses is never begun to be written.
    if (existsSync(path)) throw unusable(folder, cause);
    throw new OnnxAutogradError({
      code: 'specialize-failed',
      message: `ONNX Runtime refuses the model with these input shapes: ${(cause as Error).message}`,
      hint: 'Check that the shapes suit the model, such as image sides that are multiples of 8 or 64.',
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function temporaryFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'onnx-autograd-'));
  } catch (cause) {
    throw unusable(tmpdir(), cause);
  }
}

function unusable(folder: string, cause: unknown): OnnxAutogradError {
  return new OnnxAutogradError({
    code: 'temporary-folder',
    message: `No temporary file can be written in ${folder}: ${(cause as Error).message.replace(/\.$/, '')}.`,
    hint: 'Name a folder that exists, may be written and has room in TMPDIR (TEMP on Windows).',
    received: folder,
    cause,
  });
}
