import type { Graph } from '../graph.js';
import { lower } from '../lower/lower.js';
import type { Shape } from '../types.js';
import { foldShapes } from './fold.js';
import { pinInputs } from './pin.js';

/**
 * The graph for given input shapes, all shapes known: symbolic dims become numbers, shape arithmetic is
 * computed away by ONNX Runtime, and the type and shape of every value are inferred. Operators newer than
 * operator set 18 are lowered first.
 *
 * @param shapes one for each input that has symbolic dims; others may be given to confirm them
 * @throws OnnxAutogradError `dim-unknown`, `input-unknown`, `dim-mismatch`; `specialize-failed` when ONNX
 * Runtime refuses the model with these dims; and what shape inference throws
 */
export async function specialize(graph: Graph, shapes: Readonly<Record<string, Shape>>): Promise<Graph> {
  const lowered = lower(graph);
  const folded = await foldShapes(pinInputs(lowered, shapes));
  // Casts that lowering wrote are expanded by ONNX Runtime after it has folded constants: fold these as well.
  return lowered === graph ? folded : foldShapes(folded);
}
