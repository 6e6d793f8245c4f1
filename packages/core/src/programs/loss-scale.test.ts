import { DualeditError } from '@dualedit/foundation';
import { Graph, gradient, ops, prune } from '@dualedit/onnx-autograd';
import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.js';
import { preciseInput, withLossScale } from './loss-scale.js';
import { Program } from './program.js';

/** d(size · x²)/dx, whose result stands as a half in between: on a CPU that is the only place that overflows. */
async function slopeOf(size: number): Promise<{ slope: number; scales: number[] }> {
  const graph = new Graph();
  const o = ops(graph);
  const precise = preciseInput(graph, graph.addInput('x', 'float16', [1]));
  const loss = o.mul(o.reduceSum(o.mul(precise, precise), { keepDims: false }), size);
  const [slope] = gradient(graph, o.mul(loss, graph.addInput('scale', 'float32', [])), [precise]);
  const program = await Program.open(
    'slope',
    compiled(prune(graph, [graph.addOutput(o.cast(slope!, 'float16'), 'slope')])),
  );
  const scales: number[] = [];
  const result = await withLossScale(true, async (scale) => {
    scales.push(scale);
    return (await program.run({ [precise]: [0.5], scale: [scale] })).slope![0]! / scale;
  });
  await program.release();
  return { slope: result, scales };
}

describe('the scale of a float16 loss', () => {
  it('keeps a gradient that float16 would lose', async () => {
    const { slope, scales } = await slopeOf(1e-8);
    expect(slope / 1e-8).toBeCloseTo(1, 2);
    expect(scales).toEqual([1024]);
  });

  it('falls until the gradient does not overflow, and the gradient is still the right one', async () => {
    const { slope, scales } = await slopeOf(6400);
    expect(slope).toBeCloseTo(6400, -1);
    expect(scales).toEqual([1024, 64, 4]);
  });

  it('ends with the error where no scale helps: a step is never left out', async () => {
    await expect(slopeOf(1e9)).rejects.toMatchObject({ code: 'model-nan' });
  });

  it('is no excuse for other errors, nor for float32', async () => {
    const scales: number[] = [];
    const fail = (code: string) => async (scale: number) => {
      scales.push(scale);
      throw new DualeditError({ code, message: 'It failed.', hint: 'None.' });
    };
    await expect(withLossScale(true, fail('model-unreadable'))).rejects.toMatchObject({
      code: 'model-unreadable',
    });
    await expect(withLossScale(false, fail('model-nan'))).rejects.toMatchObject({ code: 'model-nan' });
    expect(scales).toEqual([1024, 1]);
  });
});
