import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingLibraries, parseMissing } from './cuda-libraries.js';
import { parseGpus } from './nvidia.js';

it('reads cards as their driver tells them', () => {
  const text = 'NVIDIA A10, 23028, 22500, 550.54.15\nNVIDIA H100 80GB HBM3, 81559, 81078, 550.54.15\n';
  expect(parseGpus(text)).toEqual([
    { name: 'NVIDIA A10', memory: 23028 * 2 ** 20, freeMemory: 22500 * 2 ** 20, driver: '550.54.15' },
    expect.objectContaining({ name: 'NVIDIA H100 80GB HBM3' }),
  ]);
  expect(parseGpus('NVIDIA-SMI has failed because it could not communicate with the driver.\n')).toEqual([]);
  expect(parseGpus('')).toEqual([]);
});

describe('libraries that are not found', () => {
  it('are read from what the loader says', () => {
    const text = `	linux-vdso.so.1 (0x00007ffd)
	libcublasLt.so.12 => not found
	libcudnn.so.9 => not found
	libstdc++.so.6 => /lib/x86_64-linux-gnu/libstdc++.so.6 (0x00007f)
	/lib64/ld-linux-x86-64.so.2 (0x00007f)
`;
    expect(parseMissing(text)).toEqual(['libcublasLt.so.12', 'libcudnn.so.9']);
  });

  it.runIf(process.platform === 'linux')(
    'are none of a library that loads, and unknown of what is none',
    async () => {
      const runtime = dirname(
        createRequire(import.meta.resolve('@dualedit/core')).resolve('onnxruntime-node/package.json'),
      );
      const loads = join(runtime, 'bin', 'napi-v6', process.platform, process.arch, 'libonnxruntime.so.1');
      expect(await missingLibraries(loads)).toEqual([]);
      expect(await missingLibraries(import.meta.filename)).toBeUndefined();
    },
  );
});
