import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What decides, beside pack, device and request, what an edit returns. */
export const versions = {
  dualedit: require('@dualedit/core/package.json').version as string,
  onnxruntime: require('onnxruntime-node/package.json').version as string,
};
