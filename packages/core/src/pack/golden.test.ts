import { join } from 'node:path';
import { gradient, ops, prune } from '@dualedit/onnx-autograd';
import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../family/stable-diffusion/signature.js';
import { compileAttentionMaps } from '../programs/attention-maps.js';
import { compiled } from '../programs/compiled.js';
import { compileDenoise } from '../programs/denoise.js';
import { DenoiserSource } from '../programs/denoiser-source.js';
import { Program } from '../programs/program.js';
import { openSession } from '../session/session.js';
import { openGolden, relativeError } from '../testing/golden.js';
import { textOf } from '../testing/signature.js';
import { TextEncoder } from '../text/encoder.js';
import { loadTokenizer } from '../text/tokenizer.js';
import { defaultPackFolder, openPack } from './open-pack.js';

const { array, facts } = openGolden(join(defaultPackFolder(), 'golden'));
const pack = await openPack(defaultPackFolder());
const tokenizer = await loadTokenizer(pack.files.tokenizer);
const unet = await DenoiserSource.open(pack.files.unet, signatureOf(pack.unet, tokenizer.maxLength));

describe('the embedded pack agrees with PyTorch', () => {
  it('in its tokens and text states', async () => {
    const { text, input_ids, last_hidden_state } = facts.text_encoder;
    expect(tokenizer.encode(text).ids).toEqual(input_ids[0]);
    const encoder = await TextEncoder.open(pack.files.textEncoder);
    expect(relativeError(await encoder.encode(input_ids[0]), array(last_hidden_state))).toBeLessThan(1e-4);
  });

  it('in the moments of its encoder', async () => {
    const session = await openSession(pack.files.vaeEncoder);
    const sample = array(facts.autoencoder.sample);
    const side = Math.sqrt(sample.length / 3);
    const outputs = await session.run({ sample: new Tensor('float32', sample, [1, 3, side, side]) });
    const moments = outputs.latent_parameters!.data as Float32Array;
    expect(relativeError(moments, array(facts.autoencoder.latent_parameters))).toBeLessThan(1e-4);
  });

  it('in the UNet, compiled to static shapes', async () => {
    const denoise = await compileDenoise(unet);
    const output = await denoise.run(
      array(facts.unet.sample),
      facts.unet.timestep,
      textOf(array(facts.unet.encoder_hidden_states)),
    );
    expect(relativeError(output, array(facts.unet.out_sample))).toBeLessThan(1e-4);
  });

  it('in the attention of every cross-attention site, found by structure', async () => {
    const maps = await compileAttentionMaps(unet);
    const found = await maps.run(
      array(facts.unet.sample),
      facts.unet.timestep,
      textOf(array(facts.unet.encoder_hidden_states)),
    );
    const cross = found.filter((_, index) => maps.sites[index]!.kind === 'cross');
    expect(cross).toHaveLength(facts.attention.sites.length);
    cross.forEach((map, index) => {
      expect(relativeError(map, array(facts.attention.sites[index].file))).toBeLessThan(1e-4);
    });
  });

  it('in the gradient of an attention loss by the latent and by the text states', async () => {
    const { graph, sites } = await unet.graph(1);
    const o = ops(graph);
    const losses = sites
      .filter((site) => site.kind === 'cross' && site.positions === 256)
      .map((site) => {
        const token = o.slice(site.probabilities, -1, facts.gradient.token, facts.gradient.token + 1);
        return o.reduceMean(o.mul(token, token));
      });
    const loss = losses.reduce((sum, value) => o.add(sum, value));
    const [bySample, byStates] = gradient(graph, loss, ['sample', 'encoder_hidden_states']) as [
      string,
      string,
    ];
    const outputs = [
      graph.addOutput(loss, 'loss'),
      graph.addOutput(bySample, 'by_sample'),
      graph.addOutput(byStates, 'by_states'),
    ];
    const program = await Program.open('golden gradient', compiled(prune(graph, outputs)));
    const result = await program.run({
      sample: array(facts.unet.sample),
      timestep: [facts.unet.timestep],
      encoder_hidden_states: array(facts.unet.encoder_hidden_states),
    });
    expect(result.loss![0]! / facts.gradient.value).toBeCloseTo(1, 4);
    expect(relativeError(result.by_sample!, array(facts.gradient.by_sample))).toBeLessThan(1e-4);
    expect(relativeError(result.by_states!, array(facts.gradient.by_encoder_hidden_states))).toBeLessThan(
      1e-4,
    );
  });
});
