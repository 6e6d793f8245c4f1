import { parseCommand } from '@dualedit/commands';
import { expect, it } from 'vitest';
import { withRegions } from './regions.js';

const picture = { width: 8, height: 6 };
const edits = parseCommand('cat→dog, + red hat, + ball', { region: true });
const box = { left: 2, top: 1, width: 3, height: 2 };

it('gives each new thing its region, in turn', () => {
  const given = { ...picture, data: new Uint8Array(48).fill(255) };
  const masks = withRegions(edits, [given, undefined, undefined], [box, { ...box, left: 5 }], picture);
  expect(masks[0]).toBe(given);
  expect(masks[1]!.data.filter((value) => value > 0)).toHaveLength(6);
  expect([masks[1]!.data[1 * 8 + 2], masks[1]!.data[2 * 8 + 4], masks[1]!.data[1 * 8 + 5]]).toEqual([
    255, 255, 0,
  ]);
  expect(masks[2]!.data[1 * 8 + 7]).toBe(255);
  expect(withRegions(edits, [], [box], picture)[2], 'the engine says what is missing').toBeUndefined();
});

it.each([
  ['too many', [box, box, box], 'region-spare'],
  ['beyond the picture', [{ ...box, left: 6 }], 'region-outside'],
  ['empty', [{ ...box, width: 0 }], 'region-outside'],
])('refuses regions that are %s', (_, regions, code) => {
  expect(() => withRegions(edits, [], regions, picture)).toThrow(expect.objectContaining({ code }));
});
