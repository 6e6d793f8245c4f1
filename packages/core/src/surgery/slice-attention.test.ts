import { fileURLToPath } from 'node:url';
import { gradient, ops, prune, sliceAttention } from '@dualedit/onnx-autograd';
import { describe, expect, it } from 'vitest';
import { compiled } from '../programs/compiled.js';
import { DenoiserSource } from '../programs/denoiser-source.js';
import { Program } from '../programs/program.js';
import { peakActivations } from '../session/activations.js';
import { relativeError } from '../testing/golden.js';
import { unetSignature } from '../testing/signature.js';
import { sliceLargeAttention } from './slice-attention.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const AUTOGRAD = '../../../onnx-autograd/src/__fixtures__/unet';

/** As torch's scaled_dot_product_attention is exported, as baddbmm is (maps of three axes), and in halves. */
const UNETS = [
  [
    'maps of four axes',
    here('../__fixtures__/tiny-unet/model.onnx'),
    { height: 32, tokens: 8, stateSize: 16 },
  ],
  [
    'maps of three axes',
    here(`${AUTOGRAD}/opset14-baddbmm/model.onnx`),
    { height: 8, tokens: 5, stateSize: 8 },
  ],
  [
    'float16',
    here('../pack/__fixtures__/half-pack/unet/model.onnx'),
    { height: 16, tokens: 77, stateSize: 24 },
  ],
] as const;

/** The output, and the gradient of its mean square by the latent, with every self-attention in so many slices. */
async function run(unet: DenoiserSource, slices: number) {
  const { graph, sites } = await unet.graph(1);
  const self = sites.filter(({ kind }) => kind === 'self');
  expect(self.length).toBeGreaterThan(2);
  for (const site of slices > 1 ? self : [])
    expect(sliceAttention(graph, site.probabilities, slices)).toBe(true);
  const o = ops(graph);
  const loss = o.reduceMean(o.mul(o.cast('out_sample', 'float32'), o.cast('out_sample', 'float32')), {
    keepDims: false,
  });
  const [slope] = gradient(graph, loss, ['sample'], {
    recomputeFrom: slices > 1 ? 1 : Number.POSITIVE_INFINITY,
  });
  const whole = prune(graph, ['out_sample', graph.addOutput(slope!, 'slope')]);
  const program = await Program.open('slices', compiled(whole));
  const wave = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 0.7));
  const { size, conditioning } = unet.signature;
  const [tokens, stateSize] = conditioning.encoder_hidden_states as [number, number];
  const results = await program.run({
    sample: wave(size.channels * size.height * size.width),
    timestep: [401],
    encoder_hidden_states: wave(tokens * stateSize),
  });
  await program.release();
  return { output: results.out_sample!, slope: results.slope!, memory: peakActivations(whole) };
}

describe('attention in slices', () => {
  it.each(UNETS)(
    'gives the same output and gradient: %s',
    async (name, path, { height, tokens, stateSize }) => {
      const unet = await DenoiserSource.open(path, unetSignature({ height, tokens, stateSize }));
      const [whole, sliced] = [await run(unet, 1), await run(unet, 3)];
      const [output, slope] = name === 'float16' ? [2e-3, 3e-2] : [1e-5, 1e-4];
      expect(relativeError(sliced.output, whole.output)).toBeLessThan(output);
      expect(relativeError(sliced.slope, whole.slope)).toBeLessThan(slope);
      if (name === 'maps of four axes') expect(sliced.memory).toBeLessThan(0.8 * whole.memory);
    },
  );

  it('is made of layers that are large and that nothing is taken from, and of no other', async () => {
    const path = here('../__fixtures__/tiny-unet/model.onnx');
    const open = (side: number) =>
      DenoiserSource.open(path, unetSignature({ height: side, tokens: 8, stateSize: 16 }));
    const [small, large] = [await (await open(64)).graph(1), await (await open(96)).graph(1)];
    const most = ({ sites }: typeof small) =>
      Math.max(...sites.filter(({ kind }) => kind === 'self').map(({ positions }) => positions));
    expect(sliceLargeAttention(small.graph, small.sites)).toEqual(small.sites);
    expect(most(small)).toBe(1024);
    // 48 × 48 positions with two heads are 10.6 million: whole. 12 batch entries are sliced.
    expect(most(large)).toBe(2304);
    expect(most(await (await open(96)).graph(12))).toBe(576);
  });

  it('is computed again in parts that a processor caches, but not on other devices', async () => {
    const path = here('../__fixtures__/tiny-unet/model.onnx');
    const recomputed = async (...executionProviders: string[]) => {
      const signature = unetSignature({ height: 96, tokens: 8, stateSize: 16 });
      const { graph, sites, recompute } = await (
        await DenoiserSource.open(path, signature, { device: { executionProviders } })
      ).graph(12);
      const o = ops(graph);
      const [slope] = gradient(graph, o.reduceMean(o.mul('out_sample', 'out_sample')), ['sample'], recompute);
      const maps = [...prune(graph, [slope!]).nodes].filter(
        ({ opType, name }) => opType === 'Softmax' && name.startsWith('grad/'),
      );
      expect(sites.length).toBeGreaterThan(0);
      const sizes = maps.map(({ outputs }) =>
        graph.shape(outputs[0]!).reduce((product, dim) => product * dim, 1),
      );
      return Math.max(...sizes);
    };
    expect(await recomputed('cpu')).toBeLessThanOrEqual(2 ** 20);
    expect(await recomputed('cuda', 'cpu')).toBeGreaterThan(2 ** 22);
  });
});
