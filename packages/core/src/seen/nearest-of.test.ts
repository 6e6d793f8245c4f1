import { renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { countInside, labOf } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import { boxes, boxMask, type Place } from '../testing/boxes.js';
import { nearestOf } from './nearest-of.js';

const PLACE: Place = [20, 20, 24, 24];
const PATTERNS = {
  plain: { red: labOf([200, 40, 40]), pink: labOf([240, 140, 180]) },
  striped: { red: labOf([230, 150, 150]), pink: labOf([250, 200, 220]) },
};
const colorAt = (rgb: readonly [number, number, number], looks: string[] = []) =>
  nearestOf(PATTERNS, boxes([PLACE, rgb]), { mask: boxMask(PLACE), looks });

it.each([
  ['as it looks plain', [205, 50, 45], [], 'red'],
  ['as it looks in its pattern', [235, 160, 160], ['striped'], 'red'],
  ['as the detector says, if that is hardly farther', [222, 93, 113], ['pink'], 'pink'],
  ['or red', [222, 93, 113], ['red'], 'red'],
  ['and not as it says if that is far', [200, 40, 40], ['pink'], 'red'],
  ['of a pattern that no palette knows', [240, 140, 180], ['golden'], 'pink'],
] as const)('names a color %s', (_, rgb, looks, color) => {
  expect(colorAt(rgb, [...looks])).toBe(color);
});

it('names the colors of all things of scenes by the embedded palette', async () => {
  const { palette } = await openPack(defaultPackFolder());
  const named: [string, string][] = [];
  for (let seed = 846_000_000; seed < 846_000_030; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full' });
    const picture = await renderScene(scene, 128);
    const masks = await renderMasks(scene, 128);
    scene.objects.forEach(({ noun, color, material }, i) => {
      const mask = masks[i]!.visible;
      if (!color || countInside(mask) < 50) return;
      named.push([color, nearestOf(palette![noun]!, picture, { mask, looks: material ? [material] : [] })]);
    });
  }
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(([color, seen]) => color !== seen)).toEqual([]);
});
