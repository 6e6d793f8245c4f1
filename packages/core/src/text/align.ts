import type { PromptPair, Range } from './prompt.js';
import type { ClipTokenizer, EncodedText } from './tokenizer.js';

/** Both prompts as tokens, and which token of the one corresponds to which of the other. */
export interface AlignedPrompts {
  sourceIds: number[];
  targetIds: number[];
  /** For each target token the source token whose attention map it takes, or −1 if it is new. */
  tokenMap: Int32Array;
  /** Source tokens that both prompts share. */
  commonTokens: number[];
  /** Target tokens that are pieces of words. */
  words: number[];
  edits: {
    /** Pieces of the phrase in the source prompt. */
    sourceTokens: number[];
    /** Pieces of the whole phrase in the target prompt, and those of them that are new. */
    targetTokens: number[];
    newTokens: number[];
    /** What of the source prompt the edit takes away: an old noun, an old colour; may be none. */
    removedTokens: number[];
  }[];
}

/** Aligns two prompts by the edits' own words. Start, end and padding correspond to their like. */
export function alignPrompts(tokenizer: ClipTokenizer, pair: PromptPair): AlignedPrompts {
  const source = tokenizer.encode(pair.source);
  const target = tokenizer.encode(pair.target);
  const tokenMap = new Int32Array(target.ids.length).fill(-1);
  tokenMap[0] = 0;
  for (const shared of pair.shared) {
    const from = tokensIn(source, shared.source);
    tokensIn(target, shared.target).forEach((token, index) => {
      // A new word may swallow the punctuation behind it, which then has no counterpart.
      tokenMap[token] = from[index] ?? -1;
    });
  }
  const [sourceEnd, targetEnd] = [source.pieces.length + 1, target.pieces.length + 1];
  for (let token = targetEnd; token < target.ids.length; token++) {
    tokenMap[token] = Math.min(sourceEnd + token - targetEnd, source.ids.length - 1);
  }
  return {
    sourceIds: source.ids,
    targetIds: target.ids,
    tokenMap,
    commonTokens: [...new Set(tokenMap)].filter((token) => token >= 0),
    words: target.pieces.map(({ token }) => token),
    edits: pair.edits.map((edit) => ({
      sourceTokens: tokensIn(source, edit.source),
      targetTokens: tokensIn(target, edit.target),
      newTokens: tokensIn(target, edit.added),
      removedTokens: tokensIn(source, edit.removed),
    })),
  };
}

function tokensIn(text: EncodedText, range: Range): number[] {
  return text.pieces.filter((p) => p.start >= range.start && p.end <= range.end).map((p) => p.token);
}
