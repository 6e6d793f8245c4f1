import { expect, it } from 'vitest';
import { deviceLabel } from './device.js';

it.each([
  ['cpu', '3', 'cpu'],
  ['dml', undefined, 'dml'],
  ['cuda', undefined, 'cuda:0'],
  ['cuda', '', 'cuda:0'],
  ['cuda', '0', 'cuda:0'],
  ['cuda', '2,0', 'cuda:2'],
  ['cuda', 'GPU-8932f937', 'cuda:GPU-8932f937'],
] as const)('%s with CUDA_VISIBLE_DEVICES=%s is %s', (name, visible, label) => {
  expect(deviceLabel(name, { CUDA_VISIBLE_DEVICES: visible })).toBe(label);
});
