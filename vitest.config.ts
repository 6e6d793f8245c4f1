import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'models/*/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Most tests run ONNX Runtime or sharp, which use all cores by themselves.
    maxWorkers: 2,
  },
});
