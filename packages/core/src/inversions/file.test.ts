import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conditioning } from '../family/conditioning.js';
import { decodeInversion, encodeInversion, type InversionFile } from './file.js';

const row = (length: number) =>
  fc
    .array(fc.float({ noNaN: true }), { minLength: length, maxLength: length })
    .map((v) => Float32Array.from(v));
const rows = (count: number, length: number) => fc.array(row(length), { minLength: count, maxLength: count });

const TEXT = 'encoder_hidden_states';

/** As of a family whose denoiser also takes a pooled embedding. */
const conditioning = fc.record({ [TEXT]: row(5), text_embeds: row(3) });

const files: fc.Arbitrary<InversionFile> = fc
  .record({
    steps: fc.integer({ min: 1, max: 4 }),
    isDirect: fc.boolean(),
    isConstant: fc.boolean(),
    prompt: fc.string({ unit: 'binary' }),
  })
  .chain(({ steps, isDirect, isConstant, prompt }) =>
    fc
      .record({
        toNoise: rows(steps + 1, 6),
        back: rows(steps + 1, 6),
        unconditional: fc.array(conditioning, { minLength: steps, maxLength: steps }),
        source: fc.option(fc.array(conditioning, { minLength: steps, maxLength: steps }), { nil: undefined }),
        means: fc.option(rows(steps, 6), { nil: undefined }),
      })
      .map((r) => ({
        facts: {
          pack: 'p',
          models: 'ab',
          picture: 'cd',
          prompt,
          inversion: 'null-text',
          steps,
          guidanceScale: 3.5,
          region: { left: -3, top: 0, side: 64 },
        },
        toNoise: r.toNoise,
        inversion: {
          trajectory: isDirect ? r.toNoise : r.back,
          unconditional: isConstant ? Array<Conditioning>(steps).fill(r.unconditional[0]!) : r.unconditional,
          ...(r.source && { source: r.source }),
          ...(r.means && { means: r.means }),
        },
      })),
  );

describe('a saved inversion', () => {
  it('comes back as it was, wherever its bytes lie', () => {
    fc.assert(
      fc.property(files, fc.nat(7), (file, offset) => {
        const encoded = encodeInversion(file, TEXT);
        const memory = new Uint8Array(encoded.length + offset);
        memory.set(encoded, offset);
        expect(decodeInversion(memory.subarray(offset), TEXT)).toEqual(file);
      }),
    );
  });

  it('says so when it is cut off or something else, and never reads past its end', () => {
    fc.assert(
      fc.property(files, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (file, share) => {
        const encoded = encodeInversion(file, TEXT);
        const cut = encoded.subarray(0, Math.floor(share * encoded.length));
        expect(() => decodeInversion(cut, TEXT)).toThrow(
          expect.objectContaining({ code: 'inversion-unreadable' }),
        );
      }),
    );
    for (const other of ['', 'short', '\x89PNG\r\n\x1a\n and more bytes than that']) {
      expect(() => decodeInversion(Buffer.from(other, 'latin1'), TEXT)).toThrow(/no saved inversion/);
    }
  });

  it('of another version is refused by name', () => {
    const [file] = fc.sample(files, 1);
    const text = Buffer.from(encodeInversion(file!, TEXT))
      .toString('latin1')
      .replace('"version":"3"', '"version":"7"');
    expect(() => decodeInversion(Buffer.from(text, 'latin1'), TEXT)).toThrow(/version 7, not 3/);
  });
});
