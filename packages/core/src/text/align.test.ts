import { join } from 'node:path';
import type { Edit } from '@dualedit/foundation';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultPackFolder } from '../pack/open-pack.js';
import { alignPrompts } from './align.js';
import { composePrompts } from './prompt.js';
import { type ClipTokenizer, loadTokenizer } from './tokenizer.js';

const best = { which: { type: 'best' }, strength: 1, span: [0, 0] } as const;
const edits: Edit[] = [
  { source: 'cat', target: 'zeppelin', kind: 'object', ...best, span: [0, 0] },
  { source: 'hat', target: 'red', kind: 'attribute', ...best, span: [0, 0] },
];

let tokenizer: ClipTokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(join(defaultPackFolder(), 'tokenizer'));
});

describe('aligning prompts', () => {
  it('gives each edit its pieces, and shared tokens their like', () => {
    const pair = composePrompts(edits, 'a cat with a blue hat');
    const aligned = alignPrompts(tokenizer, pair);
    const pieces = tokenizer.encode('zeppelin').pieces.length;
    expect(pieces).toBeGreaterThan(1);

    // Source: start a cat with a blue hat end. Target: start a (zeppelin…) with a red hat end.
    expect(aligned.edits[0]!.sourceTokens).toEqual([2]);
    expect(aligned.edits[0]!.targetTokens).toEqual(Array.from({ length: pieces }, (_, i) => 2 + i));
    expect(aligned.edits[0]!.newTokens).toEqual(aligned.edits[0]!.targetTokens);
    expect(aligned.edits[1]!.targetTokens).toEqual([4 + pieces, 5 + pieces]);
    expect(aligned.edits[1]!.newTokens).toEqual([4 + pieces]);
    const map = [...aligned.tokenMap.slice(0, 7 + pieces)];
    expect(map).toEqual([0, 1, ...Array(pieces).fill(-1), 3, 4, -1, 6, 7]);
    expect(aligned.commonTokens).not.toContain(5);
    expect(aligned.edits.map(({ removedTokens }) => removedTokens)).toEqual([[2], [5]]);
  });

  it('takes nothing away for an attribute that is only put in', () => {
    const { edits: aligned } = alignPrompts(tokenizer, composePrompts([edits[1]!], 'a cat with a hat'));
    expect(aligned[0]!.removedTokens).toEqual([]);
  });

  it('maps every token of equal prompts to itself', () => {
    const pair = composePrompts([{ ...edits[0]!, target: 'cat' }], 'a cat');
    const { tokenMap } = alignPrompts(tokenizer, pair);
    tokenMap.forEach((source, target) => {
      expect(source).toBe(target === 2 ? -1 : target);
    });
  });

  it('says when a prompt is too long', () => {
    expect(() => tokenizer.encode('cat '.repeat(tokenizer.maxLength))).toThrow(
      expect.objectContaining({ code: 'prompt-too-long' }),
    );
  });
});
