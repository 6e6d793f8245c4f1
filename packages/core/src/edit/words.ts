import type { Change } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import type { Model } from '../family/model.js';
import type { Pack } from '../pack/pack.js';
import { type AlignedPrompts, alignPrompts } from '../text/align.js';
import { composePrompts, type PromptPair } from '../text/prompt.js';
import type { ClipTokenizer } from '../text/tokenizer.js';
import { checkWords } from '../text/words.js';

/** The words of a request as tokens. */
export interface Words {
  prompts: PromptPair;
  aligned: AlignedPrompts;
}

/** What the denoiser is told of the two prompts and of the empty prompt. */
export interface TextConditioning {
  source: Conditioning;
  unconditional: Conditioning;
  target: Conditioning;
}

/** @throws DualeditError `no-edits`, `word-not-in-prompt`, `edit-repeated`, `word-unknown`, `prompt-too-long` */
export function readWords(
  { words }: Pick<Pack, 'words'>,
  tokenizer: ClipTokenizer,
  {
    edits,
    prompt,
    worn,
  }: { edits: readonly Change[]; prompt?: string; worn?: readonly string[][] | undefined },
): Words {
  const prompts = composePrompts(edits, prompt, worn);
  if (words) {
    checkWords(prompts.source, words);
    checkWords(prompts.target, words);
  }
  return { prompts, aligned: alignPrompts(tokenizer, prompts) };
}

/** @param guidanceScale told to a denoiser that takes it as an input */
export async function conditionWords(
  model: Model,
  { aligned }: Words,
  guidanceScale: number,
): Promise<TextConditioning> {
  const texts = [aligned.sourceIds, model.tokenizer.encode('').ids, aligned.targetIds];
  const encoded = await model.condition(texts);
  const [source, unconditional, target] = encoded.map((text) => model.guide?.(text, guidanceScale) ?? text);
  await model.makeRoom();
  return { source: source!, unconditional: unconditional!, target: target! };
}
