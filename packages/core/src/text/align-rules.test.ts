import { fileURLToPath } from 'node:url';
import type { Edit, EditKind } from '@dualedit/foundation';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alignPrompts } from './align.js';
import { composePrompts } from './prompt.js';
import { loadTokenizer } from './tokenizer.js';

const tokenizer = await loadTokenizer(
  fileURLToPath(new URL('./__fixtures__/clip-tokenizer/', import.meta.url)),
);

const edit = (source: string, target: string, kind: EditKind): Edit => ({
  source,
  target,
  kind,
  which: { type: 'best' },
  strength: 1,
  span: [0, 0],
});

/** Up to three edits of different things, and a prompt that names each (some with a colour) or none. */
const NOUNS = ['cat', 'umbrella', 'xylophone', 'straw hat', 'café'];
const requests = fc.record({
  edits: fc
    .uniqueArray(fc.nat(NOUNS.length - 1), { minLength: 1, maxLength: 3 })
    .chain((nouns) =>
      fc.tuple(
        ...nouns.map((noun) =>
          fc
            .constantFrom(
              ['red', 'attribute'],
              ['wooden', 'attribute'],
              ['owl', 'object'],
              ['red apple', 'both'],
            )
            .map(([target, kind]) => edit(NOUNS[noun]!, target!, kind as EditKind)),
        ),
      ),
    ),
  colors: fc.array(fc.constantFrom('', 'blue ', 'orange '), { minLength: 3, maxLength: 3 }),
  given: fc.boolean(),
  ending: fc.constantFrom('', '!', ', on a table'),
});

/** Text of a token's word. */
const wordAt = (text: string, encoded: ReturnType<typeof tokenizer.encode>, token: number) => {
  const piece = encoded.pieces.find((p) => p.token === token);
  return piece && text.slice(piece.start, piece.end);
};

it('maps tokens to equal tokens, leaves the new ones out, and forgets none', () => {
  fc.assert(
    fc.property(requests, ({ edits, colors, given, ending }) => {
      const named = edits.map(({ source }, i) => `a ${colors[i]}${source}`).join(' and ') + ending;
      const pair = composePrompts(edits, given ? named : undefined);
      const aligned = alignPrompts(tokenizer, pair);
      const [source, target] = [tokenizer.encode(pair.source), tokenizer.encode(pair.target)];
      const added = new Set(aligned.edits.flatMap(({ newTokens }) => newTokens));

      aligned.tokenMap.forEach((from, token) => {
        expect(from === -1).toBe(added.has(token));
        if (from === -1) return;
        const words = [wordAt(pair.source, source, from), wordAt(pair.target, target, token)];
        const article = words.every((word) => /^an?$/.test(word ?? ''));
        if (!article) expect(target.ids[token]).toBe(source.ids[from]);
      });
      // Real tokens keep their order; padding may repeat the last one.
      const order = [...aligned.tokenMap].filter((from) => from >= 0);
      expect(order).toEqual([...order].sort((a, b) => a - b));

      edits.forEach((change, i) => {
        const { sourceTokens, targetTokens, newTokens } = aligned.edits[i]!;
        const text = (tokens: number[], of: string, encoded: typeof source) =>
          [...new Set(tokens.map((token) => wordAt(of, encoded, token)))].join(' ');
        expect(text(sourceTokens, pair.source, source)).toBe(change.source);
        expect(text(newTokens, pair.target, target)).toBe(change.target);
        const phrase = change.kind === 'attribute' ? `${change.target} ${change.source}` : change.target;
        expect(text(targetTokens, pair.target, target)).toBe(phrase);
      });
    }),
    { numRuns: 300 },
  );
});
