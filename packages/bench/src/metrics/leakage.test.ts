import type { Change, Picture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import type { Clip } from '../networks/clip.js';
import { greyPicture, maskWhere } from '../testing/pictures.js';
import { leakageScores } from './leakage.js';

const SIDE = 16;
const picture = greyPicture(SIDE, () => 100);
const places = [maskWhere(SIDE, (x) => x < 4), maskWhere(SIDE, (x) => x >= 12)];
const isSeen = ({ data }: Picture, x: number) => data[4 * x] === 100;

/** What is seen of the left, of the middle and of the right, as the embedding; texts are along them. */
const clip: Clip = {
  name: 'made up',
  text: async (text) => ({ 'a dog': Float32Array.of(1, 0, 0), 'a cup': Float32Array.of(0, 0.6, 0.8) })[text]!,
  picture: async (shown) => ({
    embedding: Float32Array.from([0, 8, 15], (x) => Number(isSeen(shown, x))),
    keys: [],
  }),
};
const edit = (target: string): Change => ({
  ...{ kind: 'object', source: 'cat', target, which: { type: 'best' }, strength: 1, span: [0, 0] },
});

it('measures what targets show of each other, and what is outside of them', async () => {
  const edits = [edit('dog'), edit('cup')];
  // The dog's place shows the left alone, on which the cup has 0; the cup's place the right, on which the dog has 0.
  expect((await leakageScores(picture, { edits, places }, clip)).tils).toBeCloseTo(0);
  // The middle is outside of both: the dog's text has 0 of it, the cup's 0.6.
  expect((await leakageScores(picture, { edits, places }, clip)).tels).toBeCloseTo(30);
  const swapped = await leakageScores(picture, { edits: [edit('cup'), edit('dog')], places }, clip);
  // In the cup's place the dog is seen whole, in the dog's place 0.8 of the cup.
  expect(swapped.tils).toBeCloseTo(90);
});

it('has nothing to say of removals and backgrounds, and none between targets of one', async () => {
  const removal: Change = { kind: 'removal', source: 'cat', which: { type: 'best' }, span: [0, 0] };
  expect(await leakageScores(picture, { edits: [removal], places }, clip)).toEqual({
    tils: null,
    tels: null,
  });
  expect(await leakageScores(picture, { edits: [edit('dog'), removal], places }, clip)).toMatchObject({
    tils: null,
  });
});
