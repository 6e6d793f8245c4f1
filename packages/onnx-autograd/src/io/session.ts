import '../no-telemetry.js';
import { InferenceSession } from 'onnxruntime-node';
import { Graph } from '../graph.js';
import { serialize } from './write.js';

export interface SessionOptions extends InferenceSession.SessionOptions {
  /**
   * Leave weights as they lie in their files instead of repacking them: sessions on one weights file then
   * share its memory and open in a moment. Matrix products run up to a fifth slower; the passes over a whole
   * UNet cost the same. Default true.
   */
  shareWeights?: boolean;
}

/**
 * Opens an ONNX Runtime session on a graph, or on one that `serialize` wrote. Nothing is written to disk: the model is handed over as bytes
 * and the weights are mapped from their own files.
 *
 * `enableMemPattern` is off unless asked for: with it, the second run of a large model takes gigabytes more.
 * Threads do not spin while they wait, unless `extra.session.intra_op.allow_spinning` is `'1'`.
 */
export function createSession(
  model: Graph | { bytes: Uint8Array; folder: string },
  options: SessionOptions = {},
): Promise<InferenceSession> {
  const { shareWeights = true, extra, ...rest } = options;
  const { bytes, folder } = model instanceof Graph ? serialize(model) : model;
  // Layout passes ('all') would keep a second copy of all convolution weights.
  const graphOptimizationLevel = shareWeights ? 'extended' : 'all';
  const session = {
    ...(folder ? { model_external_initializers_file_folder_path: folder } : {}),
    ...(shareWeights ? { disable_prepacking: '1' } : {}),
    // Idle threads that spin take the cores from other work: on a busy machine small models run at half speed.
    intra_op: { allow_spinning: '0' },
    ...(extra?.session as Record<string, string> | undefined),
  };
  return InferenceSession.create(bytes, {
    enableMemPattern: false,
    graphOptimizationLevel,
    ...rest,
    extra: { ...extra, session },
  });
}
