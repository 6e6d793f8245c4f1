// ONNX Runtime for Linux sends usage events to its maker unless this is set before its first session.
import { isMainThread } from 'node:worker_threads';
import { OnnxAutogradError } from './error.js';

const NAME = 'ORT_DISABLE_TELEMETRY';

// A worker thread's environment is a copy that native code does not see.
if (!isMainThread && process.env[NAME] !== '1') {
  throw new OnnxAutogradError({
    code: 'telemetry-on',
    message: `ONNX Runtime would send usage events from this worker thread, where ${NAME} cannot be set.`,
    hint: `Import this package in the main thread before the worker is started, or start the program with ${NAME}=1.`,
  });
}
process.env[NAME] = '1';
