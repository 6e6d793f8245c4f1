import { InferenceSession } from 'onnxruntime-node';
import type { Graph } from '../graph.js';
import { serialize } from './write.js';

export interface SessionOptions extends InferenceSession.SessionOptions {
  /**
   * Leave weights as they lie in their files instead of repacking them for speed: sessions on one weights
   * file then share its memory and open in milliseconds, and large matrix products run about a fifth
   * slower. Default true.
   */
  shareWeights?: boolean;
}

/**
 * Opens an ONNX Runtime session on a graph. Nothing is written to disk: the model is handed over as bytes
 * and the weights are mapped from their own files.
 *
 * `enableMemPattern` is off unless asked for: with it, the second run of a large model takes gigabytes more.
 */
export function createSession(graph: Graph, options: SessionOptions = {}): Promise<InferenceSession> {
  const { shareWeights = true, extra, ...rest } = options;
  const { bytes, folder } = serialize(graph);
  const session = {
    ...(folder ? { model_external_initializers_file_folder_path: folder } : {}),
    ...(shareWeights ? { disable_prepacking: '1' } : {}),
    ...(extra?.session as Record<string, string> | undefined),
  };
  return InferenceSession.create(bytes, { enableMemPattern: false, ...rest, extra: { ...extra, session } });
}
