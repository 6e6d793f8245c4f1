import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { type ModelProto, ModelProtoSchema, NodeProtoSchema } from '../../proto/onnx_pb.js';
import { encode } from '../data.js';
import { Graph } from '../graph.js';
import { readModel } from './read.js';
import { createSession } from './session.js';
import { serialize } from './write.js';

const folder = mkdtempSync(join(tmpdir(), 'read-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const weights = Array.from({ length: 2048 }, (_, at) => at / 7);

function product(
  data: Graph['initializers'] extends ReadonlyMap<string, infer T> ? (T & { data: unknown })['data'] : never,
) {
  const graph = new Graph();
  graph.addInput('x', 'float32', [1, 64]);
  graph.addInitializer('w', { type: 'float32', shape: [64, 32], data });
  graph.addNode('MatMul', ['x', 'w'], { outputs: ['y'] });
  graph.addOutput('y');
  return graph;
}

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function changed(change: (model: ModelProto) => void): Uint8Array {
  const model = fromBinary(ModelProtoSchema, serialize(product(encode(weights, 'float32'))).bytes);
  change(model);
  return toBinary(ModelProtoSchema, model);
}

async function firstColumn(graph: Graph) {
  const session = await createSession(graph);
  const x = new Tensor(
    'float32',
    new Float32Array(64).map((_, at) => (at === 1 ? 1 : 0)),
    [1, 64],
  );
  return ((await session.run({ x })).y!.data as Float32Array)[0];
}

describe('readModel', () => {
  it('names the bytes of weights inside a single file', async () => {
    const path = write('single.onnx', serialize(product(encode(weights, 'float32'))).bytes);
    const graph = await readModel(path);
    const { data } = graph.initializers.get('w') as { data: { offset: number; length: number } };
    const bytes = readFileSync(path).subarray(data.offset, data.offset + data.length);
    expect(Buffer.compare(bytes, encode(weights, 'float32'))).toBe(0);
    expect(await firstColumn(graph)).toBeCloseTo(32 / 7);
  });

  it('reads external data through links, as model caches lay them out', async () => {
    mkdirSync(join(folder, 'blobs'));
    mkdirSync(join(folder, 'snapshot'));
    write('blobs/beef', encode(weights, 'float32'));
    const external = serialize(product({ file: join(folder, 'weights.bin'), offset: 0, length: 8192 }));
    write('blobs/cafe', external.bytes);
    symlinkSync('../blobs/beef', join(folder, 'snapshot/weights.bin'));
    symlinkSync('../blobs/cafe', join(folder, 'snapshot/model.onnx'));
    const graph = await readModel(join(folder, 'snapshot/model.onnx'));
    expect(await firstColumn(graph)).toBeCloseTo(32 / 7);
  });

  it('writes what it read', async () => {
    const path = fileURLToPath(new URL('../__fixtures__/unet/opset17-sdpa/model.onnx', import.meta.url));
    const graph = await readModel(path);
    const { bytes, folder: home } = serialize(graph);
    expect(bytes.length).toBeLessThan(readFileSync(path).length);
    const copy = write('copy.onnx', bytes);
    expect(home).toBe(join(path, '..'));
    await expect(readModel(copy)).rejects.toMatchObject({ code: 'external-data-missing' });
  });

  it('makes constants of Constant nodes', async () => {
    const bytes = changed((model) => {
      model.graph!.node.unshift(
        create(NodeProtoSchema, {
          opType: 'Constant',
          output: ['c'],
          attribute: [{ name: 'value_ints', type: 7, ints: [2n ** 62n, -1n] }],
        }),
      );
    });
    const graph = await readModel(write('constant.onnx', bytes));
    expect(graph.initializers.get('c')).toMatchObject({
      type: 'int64',
      shape: [2],
      data: encode([2n ** 62n, -1n], 'int64'),
    });
  });
});

describe('bad input', () => {
  const good = serialize(product(encode(weights, 'float32'))).bytes;
  const external = serialize(product({ file: join(folder, 'absent.bin'), offset: 0, length: 8192 })).bytes;
  const short = serialize(product({ file: join(folder, 'short.bin'), offset: 100, length: 8192 })).bytes;
  writeFileSync(join(folder, 'short.bin'), new Uint8Array(8192));
  const cases: [string, string, () => string][] = [
    ['no file', 'model-not-found', () => join(folder, 'nothing.onnx')],
    [
      'a truncated file',
      'model-malformed',
      () => {
        const path = write('truncated.onnx', good);
        truncateSync(path, good.length - 1000);
        return path;
      },
    ],
    ['an empty file', 'model-malformed', () => write('empty.onnx', new Uint8Array())],
    [
      'a picture',
      'model-malformed',
      () => write('picture.onnx', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])),
    ],
    [
      'text',
      'model-malformed',
      () => write('text.onnx', new TextEncoder().encode('version https://git-lfs')),
    ],
    ['missing weights', 'external-data-missing', () => write('missing.onnx', external)],
    ['short weights', 'external-data-short', () => write('short.onnx', short)],
    [
      'an old operator set',
      'opset-unsupported',
      () =>
        write(
          'old.onnx',
          changed((model) => {
            model.opsetImport[0]!.version = 11n;
          }),
        ),
    ],
    [
      'a fused export',
      'operator-domain',
      () =>
        write(
          'fused.onnx',
          changed((model) => {
            Object.assign(model.graph!.node[0]!, { domain: 'com.microsoft', opType: 'FusedMatMul' });
          }),
        ),
    ],
    [
      'a tensor of the wrong length',
      'tensor-length',
      () =>
        write(
          'length.onnx',
          changed((model) => {
            model.graph!.initializer[0]!.dims = [64n, 33n];
          }),
        ),
    ],
  ];
  it.each(cases)('%s: %s', async (_, code, path) => {
    await expect(readModel(path())).rejects.toMatchObject({ code, hint: expect.any(String) });
  });

  it('names the fused operators', async () => {
    await expect(readModel(join(folder, 'fused.onnx'))).rejects.toThrow(/com\.microsoft\.FusedMatMul/);
  });
});
