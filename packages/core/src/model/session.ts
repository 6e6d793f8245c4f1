import { InferenceSession } from 'onnxruntime-node';

/** Opens a model that is run as it stands, straight from its file. */
export function openSession(path: string): Promise<InferenceSession> {
  // With memory patterns, the second run of a large model allocates gigabytes more.
  return InferenceSession.create(path, { enableMemPattern: false });
}
