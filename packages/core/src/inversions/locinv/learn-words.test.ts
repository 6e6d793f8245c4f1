// Words that are learned on a tiny UNet with a tiny text encoder, and what the reference (reference/) learns.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conditioning } from '../../family/conditioning.js';
import { TEXT } from '../../family/stable-diffusion/inputs.js';
import type { TokenEmbeddings } from '../../programs/token-embeddings.js';
import { relativeError } from '../../testing/golden.js';
import { METHOD_LOSSES } from '../../testing/method-losses.js';
import {
  expected,
  learnTiny,
  methodFacts,
  pathOf,
  steps,
  tinyPrograms,
  tinyText,
  tinyThings,
  tinyWords,
} from '../../testing/tiny-methods.js';
import { decodeInversion, encodeInversion } from '../file.js';
import type { Inversion } from '../inversion.js';

const programs = tinyPrograms();
let words: TokenEmbeddings;
beforeAll(async () => {
  words = await tinyWords();
});
afterAll(async () => {
  await programs.release();
  await words?.release();
});

const { ids } = methodFacts.locinv;

it('encodes token embeddings as the text encoder does their tokens', async () => {
  const { source } = await tinyText(words);
  expect(relativeError(source[TEXT]!, expected('text-encoder-source'))).toBeLessThan(1e-5);
});

it('chains two gradients: by the text embedding, and on to the token embeddings', async () => {
  const { recipe, request } = METHOD_LOSSES.similarity!;
  const gradient = await programs.gradient(recipe);
  const found = await gradient.run({ ...(await request(programs, programs)), weights: { similarity: 1 } });
  const pulled = await words.pullback(await words.embed(ids.source), found.gradient);
  expect(relativeError(pulled, expected('gradient-similarity-by-embeddings'))).toBeLessThan(1e-4);
});

describe.each(['locinv', 'locinv-box'] as const)('%s', (name) => {
  let inversion: Inversion;
  beforeAll(async () => {
    ({ inversion } = await learnTiny(programs, name));
  });

  it('learns what the reference learns', async () => {
    const { positions, rows } = inversion.learned!;
    const embeddings = expected(`${name}-embeddings`);
    const width = rows[0]!.length / positions.length;
    const start = await words.embed(ids.source);
    rows.forEach((row, step) => {
      positions.forEach((position, i) => {
        const from = (values: Float32Array, at: number) => values.subarray(at, at + width);
        const before = from(start, position * width);
        const moved = (values: Float32Array) => values.map((value, j) => value - before[j]!);
        const own = moved(from(row, i * width));
        const other = moved(from(embeddings, (step * ids.source.length + position) * width));
        expect(relativeError(own, other)).toBeLessThan(1e-3);
      });
    });
  });

  it('is saved with what was learned', () => {
    const facts = {
      pack: '',
      models: '',
      picture: '',
      prompt: '',
      inversion: name,
      steps: 3,
      guidanceScale: 3,
    };
    const region = { left: 0, top: 0, side: 128 };
    const toNoise = [inversion.trajectory[0]!];
    const file = encodeInversion({ facts: { ...facts, region }, toNoise, inversion }, TEXT);
    const { learned, source } = decodeInversion(file, TEXT).inversion;
    expect(learned).toEqual(inversion.learned);
    expect(source).toEqual(inversion.source);
  });
});

it("brings the nouns' maps to their masks", async () => {
  const { inversion } = await learnTiny(programs, 'locinv', steps);
  const { source } = await tinyText(words);
  const at = (text: Conditioning, index: number) => fitOfMaps(text, inversion.trajectory[steps]!, index);
  for (const index of [0, 2]) {
    const [before, after] = [await at(source, index), await at(inversion.source![index]!, index)];
    expect(after.share).toBeGreaterThan(before.share);
    expect(after.iou).toBeGreaterThan(before.iou);
  }
});

/** How the nouns' maps fit their masks, in the mean over things. */
async function fitOfMaps(text: Conditioning, latent: Float32Array, index: number) {
  const maps = await programs.attentionMaps();
  const all = await maps.run(latent, pathOf('v_prediction').timesteps[index]!, text);
  const fits = tinyThings.map(({ noun, maskAt }) => {
    const mean = new Float32Array(256);
    maps.sites.forEach(({ kind, positions, keys }, site) => {
      if (kind !== 'cross' || positions !== 256) return;
      all[site]!.forEach((value, i) => {
        if (noun.includes(i % keys)) mean[Math.floor(i / keys) % 256]! += value;
      });
    });
    return { share: shareInside(mean, maskAt(256)), iou: iouOf(mean, maskAt(256)) };
  });
  const meanOf = (key: 'share' | 'iou') => fits.reduce((sum, fit) => sum + fit[key], 0) / fits.length;
  return { share: meanOf('share'), iou: meanOf('iou') };
}

/** Of what is over 0.3 of a map's maximum, with a mask, as the paper measures it. */
function iouOf(map: Float32Array, mask: Float32Array): number {
  const most = Math.max(...map);
  let [both, either] = [0, 0];
  map.forEach((value, i) => {
    const [seen, isThere] = [value / most > 0.3, mask[i]! > 0.5];
    both += Number(seen && isThere);
    either += Number(seen || isThere);
  });
  return both / either;
}

/** How much of a map lies inside a mask. */
function shareInside(map: Float32Array, mask: Float32Array): number {
  const total = map.reduce((sum, value) => sum + value, 0);
  return map.reduce((sum, value, i) => sum + value * mask[i]!, 0) / total;
}
