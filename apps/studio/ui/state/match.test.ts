import { describe, expect, it } from 'vitest';
import type { ReadEdit } from '../../src/contract.js';
import { match } from './match.js';
import { newSlot, type Slot } from './slot.js';

function edits(...canonicals: string[]): ReadEdit[] {
  return canonicals.map((canonical, index) => ({
    index,
    canonical,
    kind: canonical.startsWith('+') ? 'insertion' : 'object',
    source: canonical.split('→')[0]!,
    target: 'x',
    span: [0, 1],
    needsMask: canonical.startsWith('+'),
  }));
}

function slotsOf(...canonicals: string[]): Slot[] {
  return edits(...canonicals).map((edit, i) => ({
    ...newSlot({ width: 4, height: 4 }, i),
    edit,
    origin: 'painted',
  }));
}

const marked = (): Slot => ({ ...newSlot({ width: 4, height: 4 }, 5), origin: 'painted' });

describe('a command that changes', () => {
  it('keeps the masks of things that are still named, in whatever order', () => {
    const [cat, hat] = slotsOf('cat→dog', 'hat→red') as [Slot, Slot];
    expect(match([cat, hat], edits('hat→blue', 'cat→fox')).slots).toEqual([hat, cat]);
    expect(match([cat, hat], edits('hat→red'))).toEqual({ slots: [hat], left: [cat] });
  });

  it('keeps a painted mask when its thing is named otherwise, and looks anew for one that was found', () => {
    const [cat, hat] = slotsOf('cat→dog', 'hat→red') as [Slot, Slot];
    expect(match([cat, hat], edits('left cat→dog', 'hat→red')).slots).toEqual([cat, hat]);
    cat.origin = 'found';
    expect(match([cat, hat], edits('left cat→dog', 'hat→red')).slots).toEqual([undefined, hat]);
  });

  it('gives a marked place to the first new edit, and one that was recognized to the edit of that thing', () => {
    const [cat] = slotsOf('cat→dog') as [Slot];
    const place = marked();
    expect(match([cat, place], edits('cat→dog', '+ red hat')).slots).toEqual([cat, place]);
    const ball = { ...marked(), label: 'ball' };
    expect(match([place, ball], edits('cup→hat', 'ball→red')).slots).toEqual([place, ball]);
  });

  it('tells two edits of one name apart by their order', () => {
    const [first, second] = slotsOf('cat→dog', 'cat→fox') as [Slot, Slot];
    expect(match([first, second], edits('cat→dog', 'cat→bear')).slots).toEqual([first, second]);
  });
});
