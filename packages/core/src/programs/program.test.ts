import { Graph } from '@dualedit/onnx-autograd';
import { afterAll, describe, expect, it } from 'vitest';
import { compiled } from './compiled.js';
import { Program } from './program.js';

const graph = new Graph({ opset: 17 });
graph.addInput('sample', 'float32', [2, 3]);
graph.addInput('timestep', 'float32', []);
graph.addOutput(graph.addNode('Mul', ['sample', 'timestep']).outputs[0]!, 'product');
const program = await Program.open('product', compiled(graph));
afterAll(() => program.release());

describe('a program', () => {
  it('runs on as many numbers as its shapes hold', async () => {
    const { product } = await program.run({ sample: [1, 2, 3, 4, 5, 6], timestep: [2] });
    expect([...product!]).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it.each([
    ['sample', { sample: [1, 2, 3, 4], timestep: [2] }, 4],
    ['sample', { sample: new Float32Array(9), timestep: [2] }, 9],
    ['timestep', { sample: [1, 2, 3, 4, 5, 6], timestep: [] }, 0],
    ['timestep', { sample: [1, 2, 3, 4, 5, 6] }, undefined],
  ])('names the input %s that is fed otherwise', async (name, feeds, received) => {
    const error = await program.run(feeds).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'feed-length', message: expect.stringContaining(`"${name}"`) });
    expect((error as { received?: unknown }).received).toBe(received);
  });
});
