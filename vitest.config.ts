import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/{src,ui}/**/*.test.ts',
      'models/*/*.test.ts',
      'tools/**/*.test.ts',
    ],
    // Compiled programs of tests stay out of the user's own cache.
    env: { DUALEDIT_CACHE: fileURLToPath(new URL('node_modules/.cache/dualedit', import.meta.url)) },
    // Nothing passes by being quick: a busy machine takes its time.
    testTimeout: 480_000,
    hookTimeout: 480_000,
    // ONNX Runtime and sharp use all cores by themselves, but the tests of bots and jobs mostly wait.
    maxWorkers: 3,
  },
});
