import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { isInline } from '../data.js';
import { OnnxAutogradError } from '../error.js';
import { Graph } from '../graph.js';
import { readModel } from '../io/read.js';
import { serialize } from '../io/write.js';
import type { Tensor, Value } from '../types.js';

/** Constants of this many bytes or more are weights to the pass: it sees their shapes only. */
const WEIGHT_BYTES = 4096;

/**
 * Computes all shape arithmetic away by one basic optimisation pass of ONNX Runtime over the graph without
 * its weights (they stand as inputs, so that nothing is folded into them), and makes the result static.
 */
export async function foldShapes(graph: Graph): Promise<Graph> {
  const weights = new Map([...graph.initializers].filter(([, tensor]) => isWeight(tensor)));
  const folded = await optimized(skeletonOf(graph, weights));
  const result = new Graph({ opset: graph.opset });
  for (const { name, type, shape } of folded.inputs) {
    if (!weights.has(name)) result.addInput(name, type, shape);
  }
  for (const [name, tensor] of weights) if (folded.has(name)) result.addInitializer(name, tensor);
  for (const [name, tensor] of folded.initializers) result.addInitializer(name, tensor);
  for (const { opType, inputs, outputs, attributes, name } of folded.sorted()) {
    result.addNode(opType, inputs, { outputs, attributes, name });
  }
  for (const { name } of graph.outputs) result.addOutput(name);
  return result;
}

const isWeight = (tensor: Tensor) =>
  !isInline(tensor) || (tensor.data.length >= WEIGHT_BYTES && tensor.type !== 'int64');

function skeletonOf(graph: Graph, weights: ReadonlyMap<Value, Tensor>): Graph {
  const skeleton = new Graph({ opset: graph.opset, isStatic: false });
  for (const { name, type, shape } of graph.inputs) skeleton.addInput(name, type, shape);
  for (const [name, tensor] of graph.initializers) {
    if (weights.has(name)) skeleton.addInput(name, tensor.type, tensor.shape);
    else skeleton.addInitializer(name, tensor);
  }
  for (const { opType, inputs, outputs, attributes, name } of graph.sorted()) {
    skeleton.addNode(opType, inputs, { outputs, attributes, name });
  }
  for (const port of graph.outputs)
    skeleton.addOutput(port.name, port.name, { ...port, shape: anyDims(port.shape) });
  return skeleton;
}

/** Declared output dims may contradict the pinned ones. */
const anyDims = (shape: readonly unknown[]) => shape.map(() => '');

async function optimized(skeleton: Graph): Promise<Graph> {
  const folder = await mkdtemp(join(tmpdir(), 'onnx-autograd-'));
  const path = join(folder, 'folded.onnx');
  try {
    const session = await InferenceSession.create(serialize(skeleton).bytes, {
      graphOptimizationLevel: 'basic',
      optimizedModelFilePath: path,
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    await session.release();
    return await readModel(path);
  } catch (cause) {
    if (cause instanceof OnnxAutogradError) throw cause;
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
