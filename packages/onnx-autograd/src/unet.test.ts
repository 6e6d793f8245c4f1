import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSession } from './io/session.js';
import { prune } from './prune.js';
import { numbersOf, readGolden, relativeError } from './testing/golden.js';
import { latentGradient, readUnet } from './testing/unet.js';

const fixtures = fileURLToPath(new URL('__fixtures__/unet', import.meta.url));

/** Further folders that scripts/export_unet.py made, such as a UNet of full size. */
const more = (process.env.UNET_EXPORTS ?? '').split(',').filter((folder) => existsSync(folder));

const folders = [...readdirSync(fixtures).map((name) => join(fixtures, name)), ...more];

describe.each(folders.map((folder) => [basename(folder), folder]))('UNet export %s', (_, folder) => {
  const path = join(folder, 'model.onnx');
  const golden = readGolden(folder);

  it('agrees with PyTorch on the loss and its gradients', async () => {
    const unet = await readUnet(path, golden);
    const program = latentGradient(unet, golden.positions);
    const session = await createSession(program.graph);
    const feeds = Object.fromEntries(program.graph.inputs.map((port) => [port.name, golden.feed(port)]));
    const results = await session.run(feeds);
    const error = (value: string, name: string) =>
      relativeError(numbersOf(results[value]!), golden.values(name));
    const half = unet.type('sample') === 'float16';
    expect(error(program.loss, 'loss')).toBeLessThan(half ? 1e-3 : 1e-5);
    expect(error(program.bySample, 'd_sample')).toBeLessThan(half ? 1e-2 : 1e-4);
    expect(error(program.byStates, 'd_encoder_hidden_states')).toBeLessThan(half ? 1e-2 : 1e-4);
    await session.release();
  });

  it('computes large maps a second time when asked to', async () => {
    const unet = await readUnet(path, golden);
    const kept = latentGradient(unet, golden.positions);
    const again = latentGradient(unet, golden.positions, { recomputeFrom: 1 });
    const slopes = await Promise.all(
      [kept, again].map(async ({ graph, bySample }) => {
        const session = await createSession(graph);
        const feeds = Object.fromEntries(graph.inputs.map((port) => [port.name, golden.feed(port)]));
        const slope = numbersOf((await session.run(feeds, [bySample]))[bySample]!);
        await session.release();
        return Float32Array.from(slope);
      }),
    );
    expect(relativeError(slopes[1]!, slopes[0]!)).toBeLessThan(
      unet.type('sample') === 'float16' ? 1e-2 : 1e-4,
    );
    /** Maps of the forward pass that it reads once, and not for the loss. */
    const plain = [...again.graph.nodes]
      .filter(({ opType, name }) => opType === 'Softmax' && !name.startsWith('grad/'))
      .map((node) => again.graph.consumers(node.outputs[0]!).map(({ name }) => name.split('/')[0]))
      .filter((readers) => !readers.includes('loss'));
    expect(plain.length).toBeGreaterThan(0);
    expect(plain.filter((readers) => readers.includes('grad'))).toEqual([]);
  });

  it('keeps its forward pass', async () => {
    const unet = await readUnet(path, golden);
    const output = unet.outputs[0]!.name;
    const session = await createSession(prune(unet, [output]));
    const feeds = Object.fromEntries(unet.inputs.map((port) => [port.name, golden.feed(port)]));
    const results = await session.run(feeds);
    const error = relativeError(numbersOf(results[output]!), golden.values('out_sample'));
    expect(error).toBeLessThan(unet.type('sample') === 'float16' ? 1e-2 : 1e-5);
    await session.release();
  });

  it('emits standard operators of set 18 or older, and no uneven pads of ConvTranspose', async () => {
    const { graph } = latentGradient(await readUnet(path, golden), golden.positions);
    expect(graph.opset).toBeLessThanOrEqual(18);
    for (const node of graph.nodes) {
      expect(node.domain).toBe('');
      const { pads } = node.attributes;
      if (node.opType !== 'ConvTranspose' || pads?.type !== 'ints') continue;
      expect(pads.value.slice(0, 2)).toEqual(pads.value.slice(2));
    }
  });
});
