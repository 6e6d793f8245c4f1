// The same UNet in float32 and in float16, as diffusers' own conversion writes them (scripts/stock_pack.py).
import { fileURLToPath } from 'node:url';
import { averageMask, type Edit, type Mask, type Picture } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEditor } from '../edit/local-editor.js';
import type { Conditioning } from '../family/conditioning.js';
import { LOSSES } from '../losses/losses.js';
import { reconstruction } from '../losses/reconstruction.js';
import type { InjectionPlan } from '../surgery/injection.js';
import { relativeError } from '../testing/golden.js';
import { textOf, unetSignature } from '../testing/signature.js';
import { alignPrompts } from '../text/align.js';
import { composePrompts } from '../text/prompt.js';
import { loadTokenizer } from '../text/tokenizer.js';
import { compileAttentionMaps } from './attention-maps.js';
import { compileDenoise } from './denoise.js';
import { DenoiserSource } from './denoiser-source.js';
import { compileEditStep } from './edit-step.js';
import { compileEditStepApart } from './edit-step-apart.js';
import { compileGradient } from './gradient.js';

const pack = (name: string) => fileURLToPath(new URL(`../pack/__fixtures__/${name}/`, import.meta.url));
const SIGNATURE = unetSignature({ height: 16, tokens: 77, stateSize: 24 });

const edits: Edit[] = [
  { source: 'cat', target: 'dog', kind: 'object', which: { type: 'best' }, strength: 1, span: [0, 7] },
];
const mask: Mask = { width: 128, height: 128, data: new Uint8Array(128 * 128) };
for (let y = 40; y < 90; y++) mask.data.fill(255, y * 128 + 30, y * 128 + 100);

/** Numbers that repeat, of the size of latents and states. */
const wave = (length: number, phase: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * 0.7 + phase));
const [latent, other] = [wave(4 * 16 * 16, 0), wave(4 * 16 * 16, 1)];
const text = (phase: number): Conditioning => textOf(wave(77 * 24, phase));
const [source, target, unconditional] = [text(2), text(3), text(4)];

/** Everything that an edit runs of a UNet, once. */
async function runAll(folder: string) {
  const unet = await DenoiserSource.open(`${pack(folder)}model.onnx`, SIGNATURE);
  const tokenizer = await loadTokenizer(`${pack('stock-pack')}tokenizer`);
  const aligned = alignPrompts(tokenizer, composePrompts(edits));
  const plan: InjectionPlan = {
    tokenMap: aligned.tokenMap,
    schedule: { cross: 0.8, self: 0.5, selfInsideObjects: 0.5 },
    editsAt: (positions) => {
      const side = Math.sqrt(positions);
      return [
        { attention: 'layout', newTokens: aligned.edits[0]!.newTokens, mask: averageMask(mask, side, side) },
      ];
    },
  };
  const common = { timestep: 501, plan, done: 0.3 };
  const denoise = await compileDenoise(unet);
  const [maps, step, gradient, embedding] = await Promise.all([
    compileAttentionMaps(unet),
    unet.takesBatches ? compileEditStep(unet) : compileEditStepApart(unet, async () => denoise),
    compileGradient(unet, { losses: [LOSSES.oal, LOSSES.ccl], wrt: 'latent', side: 16 }),
    compileGradient(unet, { losses: [reconstruction], wrt: 'text', side: 16 }),
  ]);
  const sourceMaps = await maps.run(latent, 501, source);
  const { targetTokens, newTokens, removedTokens } = aligned.edits[0]!;
  const side = Math.sqrt(gradient.positions);
  const lossEdit = {
    objectTokens: targetTokens,
    newTokens,
    removedTokens,
    mask: averageMask(mask, side, side),
  };
  const { losses, gradient: slope } = await gradient.run({
    latent: other,
    timestep: 501,
    text: target,
    injected: { sourceMaps, plan, done: 0.3 },
    about: { edits: [lossEdit], commonTokens: aligned.commonTokens, settings: { objectScale: 5 } },
    weights: { oal: 1, ccl: 1 },
  });
  const results = {
    output: await denoise.run(latent, 501, source),
    maps: Float32Array.from(sourceMaps.flatMap((map) => [...map])),
    edited: (
      await step.run({
        ...common,
        sourceLatent: latent,
        editLatent: other,
        text: { source, target, unconditional },
        sourceMaps: async () => sourceMaps,
      })
    ).target,
    losses: Float32Array.from([losses.oal!, losses.ccl!]),
    slope,
    bySource: (
      await embedding.run({
        latent,
        timestep: 501,
        text: source,
        weights: { reconstruction: 1 },
        about: { edits: [], commonTokens: [], settings: {}, goal: { wanted: other, factor: 0.7 } },
      })
    ).gradient,
  };
  await Promise.all([denoise, maps, step, gradient, embedding].map((program) => program.release()));
  return results;
}

/** Its operators as PyTorch's exporters write them, from 20 on with those that are lowered first. */
describe.each([
  ['14', 'stock-pack/unet', 'half-pack/unet'],
  ['20', 'unet-20/float32', 'unet-20/float16'],
  ['23', 'unet-23/float32', 'unet-23/float16'],
])('a float16 UNet of operator set %s', (_, singleFolder, halfFolder) => {
  let [single, half] = [] as unknown as [
    Awaited<ReturnType<typeof runAll>>,
    Awaited<ReturnType<typeof runAll>>,
  ];
  beforeAll(async () => {
    single = await runAll(singleFolder);
    half = await runAll(halfFolder);
  });

  it.each([
    ['output', 5e-3],
    ['maps', 5e-3],
    ['edited', 5e-3],
    ['losses', 5e-3],
    ['slope', 3e-2],
    ['bySource', 3e-2],
  ] as const)('gives the same %s as its float32 twin', (result, tolerance) => {
    expect(half[result]).toBeInstanceOf(Float32Array);
    expect(relativeError(half[result], single[result])).toBeLessThan(tolerance);
  });
});

it('a float16 pack edits a picture', async () => {
  const editor = await loadEditor({ pack: pack('half-pack') });
  afterAll(() => editor.close());
  const image: Picture = {
    width: 128,
    height: 128,
    data: Uint8Array.from({ length: 128 * 128 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) % 251)),
  };
  const { picture, metrics } = await editor.edit({
    picture: image,
    edits,
    masks: [mask],
    settings: { steps: 3 },
  });
  expect(metrics.maxChangeOutside).toBe(0);
  expect(picture.data).not.toEqual(image.data);
});
