// A crowded scene of seven things, each of which gets another color.
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import { edit } from '../shared/edit.js';

const NOUNS = ['cat', 'dog', 'rabbit', 'bear', 'ball', 'cup', 'hat'] as const;
const COLORS = ['red', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'] as const;

export const COUNT = NOUNS.length;
export const PROMPT = 'a cat wearing a hat and a dog and a rabbit and a bear and a ball and a cup';
export const SIZE = 128;

const SCENE: Scene = {
  seed: 900_000_700,
  background: 'grass',
  objects: NOUNS.map((noun, i) => ({
    id: i + 1,
    noun,
    x: 20 + 28 * (i % 4),
    y: i < 4 ? 62 : 122,
    size: 38,
    ...(noun === 'hat' ? { wornBy: 1 } : {}),
  })),
};

/** Requests for edits of the first so many of them, with true masks. */
export async function sevenThings() {
  const image = await renderScene(SCENE, SIZE);
  const masks = (await renderMasks(SCENE, SIZE)).map(({ visible }) => visible);
  const edits = NOUNS.map((noun, i) => edit(noun, COLORS[i]!, 'attribute'));
  return (count: number) => ({
    picture: image,
    prompt: PROMPT,
    edits: edits.slice(0, count),
    masks: masks.slice(0, count),
  });
}
