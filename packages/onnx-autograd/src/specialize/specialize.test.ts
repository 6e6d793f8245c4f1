import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { int } from '../attribute.js';
import { encode } from '../data.js';
import { Graph } from '../graph.js';
import { readModel } from '../io/read.js';
import { createSession } from '../io/session.js';
import { serialize } from '../io/write.js';
import { specialize } from './specialize.js';

const folder = mkdtempSync(join(tmpdir(), 'specialize-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** y = (x · W) reshaped by shape arithmetic, with W large enough to stay in the file. */
function dynamicModel(): Graph {
  const graph = new Graph({ opset: 17, isStatic: false });
  graph.addInput('x', 'float32', ['batch', 'rows', 64]);
  const weights = Array.from({ length: 64 * 32 }, (_, at) => Math.sin(at));
  graph.addInitializer('w', { type: 'float32', shape: [64, 32], data: encode(weights, 'float32') });
  const list = (name: string, values: number[]) =>
    graph.addInitializer(name, { type: 'int64', shape: [values.length], data: encode(values, 'int64') });
  list('first', [0]);
  list('rest', [-1]);
  graph.addNode('MatMul', ['x', 'w'], { outputs: ['xw'] });
  graph.addNode('Shape', ['xw'], { outputs: ['shape'] });
  graph.addNode('Gather', ['shape', 'first'], { outputs: ['batch'], attributes: { axis: int(0) } });
  graph.addNode('Concat', ['batch', 'rest'], { outputs: ['target'], attributes: { axis: int(0) } });
  graph.addNode('Reshape', ['xw', 'target'], { outputs: ['flat'] });
  // torch.baddbmm adds zeros of the result's shape.
  graph.addNode('Shape', ['flat'], { outputs: ['flatShape'] });
  graph.addNode('ConstantOfShape', ['flatShape'], { outputs: ['zeros'] });
  graph.addNode('Add', ['zeros', 'flat'], { outputs: ['y'] });
  graph.addOutput('y', 'y', { name: 'y', type: 'float32', shape: ['batch', 'any'] });
  return graph;
}

async function onDisk(): Promise<Graph> {
  const path = join(folder, 'model.onnx');
  writeFileSync(path, serialize(dynamicModel()).bytes);
  return readModel(path);
}

describe('specialize', () => {
  it('leaves static nodes and no shape arithmetic', async () => {
    const graph = await specialize(await onDisk(), { x: [2, 5, 64] });
    expect(graph.isStatic).toBe(true);
    expect(graph.shape('y')).toEqual([2, 160]);
    expect([...graph.nodes].map(({ opType }) => opType).sort()).toEqual(['Add', 'MatMul', 'Reshape']);
    expect([...graph.initializers.values()].every(({ shape }) => shape.join() !== '2,160')).toBe(true);
  });

  it('refers to the weights where they lie', async () => {
    const graph = await specialize(await onDisk(), { x: [2, 5, 64] });
    expect(graph.initializers.get('w')!.data).toMatchObject({
      file: join(folder, 'model.onnx'),
      length: 64 * 32 * 4,
    });
    const session = await createSession(graph);
    const ones = new Tensor('float32', new Float32Array(2 * 5 * 64).fill(1), [2, 5, 64]);
    const { y } = await session.run({ x: ones });
    const column = Array.from({ length: 64 }, (_, row) => Math.fround(Math.sin(row * 32)));
    expect((y!.data as Float32Array)[0]).toBeCloseTo(
      column.reduce((sum, number) => sum + number),
      4,
    );
  });

  it.each([
    ['dim-unknown', {}],
    ['dim-mismatch', { x: [2, 5, 63] }],
    ['dim-mismatch', { x: [2, 64] }],
    ['input-unknown', { x: [2, 5, 64], z: [1] }],
  ])('refuses with %s', async (code, shapes) => {
    await expect(specialize(await onDisk(), shapes)).rejects.toMatchObject({ code });
  });

  it('takes CastLike of halves for the cast that it is', async () => {
    const graph = new Graph({ opset: 17, isStatic: false });
    graph.addInput('half', 'float16', ['n']);
    graph.addInput('single', 'float32', ['n']);
    graph.addInput('count', 'int64', ['n']);
    const list = { type: 'int64', shape: [1], data: encode([3], 'int64') } as const;
    graph.addInitializer('three', list);
    graph.addNode('CastLike', ['three', 'half'], { outputs: ['constant'] });
    graph.addNode('CastLike', ['single', 'half'], { outputs: ['narrow'] });
    graph.addNode('CastLike', ['half', 'single'], { outputs: ['wide'] });
    graph.addNode('CastLike', ['half', 'count'], { outputs: ['whole'] });
    graph.addNode('CastLike', ['count', 'half'], { outputs: ['counted'] });
    graph.addNode('Mul', ['narrow', 'constant'], { outputs: ['times'] });
    graph.addNode('Add', ['times', 'counted'], { outputs: ['sum'] });
    for (const [name, type] of [
      ['sum', 'float16'],
      ['wide', 'float32'],
      ['whole', 'int64'],
    ] as const) {
      graph.addOutput(name, name, { name, type, shape: ['n'] });
    }
    const special = await specialize(graph, { half: [2], single: [2], count: [2] });
    expect(['sum', 'wide', 'whole'].map((name) => special.type(name))).toEqual([
      'float16',
      'float32',
      'int64',
    ]);
    const session = await createSession(special);
    const { wide, whole, sum } = await session.run({
      half: new Tensor('float16', Uint16Array.of(0x3e00, 0xc000), [2]),
      single: new Tensor('float32', Float32Array.of(0.5, -1), [2]),
      count: new Tensor('int64', BigInt64Array.of(4n, 5n), [2]),
    });
    expect([...(wide!.data as Float32Array)]).toEqual([1.5, -2]);
    expect([...(whole!.data as BigInt64Array)]).toEqual([1n, -2n]);
    // 3 · 0.5 + 4 and 3 · −1 + 5.
    expect([...new Uint16Array((sum!.data as Uint16Array).slice().buffer)]).toEqual([0x4580, 0x4000]);
  });

  it('says when ONNX Runtime refuses the dims', async () => {
    const graph = new Graph({ opset: 17, isStatic: false });
    graph.addInput('a', 'float32', ['n']);
    graph.addInput('b', 'float32', ['m']);
    graph.addNode('Add', ['a', 'b'], { outputs: ['c'] });
    graph.addOutput('c', 'c', { name: 'c', type: 'float32', shape: ['n'] });
    await expect(specialize(graph, { a: [2], b: [3] })).rejects.toThrow(
      /\[2\] and \[3\]|ONNX Runtime refuses/,
    );
  });

  it('says when nothing can be written into the folder for temporary files', async () => {
    const { TMPDIR } = process.env;
    process.env.TMPDIR = join(folder, 'absent');
    const refused = specialize(await onDisk(), { x: [2, 5, 64] });
    await expect(refused).rejects.toMatchObject({
      code: 'temporary-folder',
      received: join(folder, 'absent'),
    });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  it('refuses to tell shapes before', async () => {
    const graph = await onDisk();
    expect(() => graph.shape('y')).toThrow(expect.objectContaining({ code: 'not-static' }));
  });
});
