// The judge on true answers and on unedited pictures: what all else is measured between.
import { defaultPackFolder } from '@dualedit/core';
import { expect, it } from 'vitest';
import { editScores } from '../../metrics/edit-scores.js';
import { mean } from '../../metrics/mean.js';
import { openNetworks } from '../../networks/open.js';
import { dioramaBench2 } from './diorama-bench-2.js';

it('says of true answers that they came out, and of unedited pictures that nothing did', async () => {
  const { judge } = await openNetworks(defaultPackFolder());
  const { items } = await dioramaBench2({ count: 8 });
  const scores = await Promise.all(
    items.map(async (item) => {
      const { picture, truth } = await item.load();
      return [await editScores(truth!.picture, truth!, judge!), await editScores(picture, truth!, judge!)];
    }),
  );
  const of = (at: number, key: 'editsRight' | 'leakTargets' | 'leakUnnamed') =>
    mean(scores.flatMap((pair) => pair[at]![key] ?? []));
  expect(of(0, 'editsRight')).toBeGreaterThan(0.95);
  expect([of(0, 'leakTargets'), of(0, 'leakUnnamed')]).toEqual([0, 0]);
  expect(of(1, 'editsRight')).toBeLessThan(0.05);
});
