import { type Change, targetPhrase } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import type { Model } from '../family/model.js';
import { articleFor, bare } from '../text/phrases.js';
import { composePrompts } from '../text/prompt.js';
import type { Words } from './words.js';

/**
 * A prompt of each edit's own: the source prompt as this edit alone changes it, or the thing that is to be there (of what
 * names none, all of the target prompt).
 */
export async function regionTexts(
  model: Model,
  edits: readonly Change[],
  { prompts }: Words,
  of: 'thing' | 'scene',
): Promise<Conditioning[]> {
  const texts = edits.map((edit) => {
    if (of === 'scene') return composePrompts([edit], prompts.source).target;
    if (edit.kind === 'removal' || edit.kind === 'background') return prompts.target;
    const thing = bare(targetPhrase(edit));
    return `${articleFor(thing)} ${thing}`;
  });
  const conditionings = await model.condition(texts.map((text) => model.tokenizer.encode(text).ids));
  await model.makeRoom();
  return conditionings;
}
