import { describe, expect, it } from 'vitest';
import { crossGates, type GatedEdit, type GateRequest, PUBLISHED_SCHEDULE, selfGate } from './gates.js';

// Four tokens, the third of which is new in an edit that acts on the first of two positions.
const request = (over: Partial<GateRequest> = {}): GateRequest => ({
  tokenMap: Int32Array.from([0, 1, -1, 3]),
  edits: [{ attention: 'all', newTokens: [2], mask: Float32Array.from([1, 0]) }],
  positions: 2,
  done: 0,
  schedule: PUBLISHED_SCHEDULE,
  ...over,
});

describe('cross-attention gates', () => {
  it('take shared tokens from the reconstruction branch and keep new ones inside their mask', () => {
    const { source, edit } = crossGates(request());
    expect([...source]).toEqual([1, 1, 0, 1, 1, 1, 0, 1]);
    expect([...edit]).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('let shared tokens go after 80 % of the steps, and new ones still act in their mask alone', () => {
    const { source, edit } = crossGates(request({ done: 0.8 }));
    expect(source.every((gate) => gate === 0)).toBe(true);
    expect([...edit]).toEqual([1, 1, 1, 1, 1, 1, 0, 1]);
  });
});

describe('words of things that are elsewhere', () => {
  const behind: GatedEdit = {
    attention: 'none',
    newTokens: [2],
    mutedTokens: [1],
    mask: Float32Array.from([1, 1]),
  };

  it('do not act in a new background', () => {
    const { edit } = crossGates(request({ edits: [behind] }));
    expect([...edit]).toEqual([1, 0, 1, 1, 1, 0, 1, 1]);
  });

  it('act where something else is drawn before it', () => {
    const before: GatedEdit = { attention: 'none', newTokens: [], mask: Float32Array.from([1, 0]) };
    const { edit } = crossGates(request({ edits: [behind, before] }));
    expect([...edit]).toEqual([1, 1, 1, 1, 1, 0, 1, 1]);
  });
});

describe('self-attention gate', () => {
  it('holds for the first half of the steps', () => {
    expect([...selfGate(request({ done: 0.49 }))]).toEqual([1, 1]);
    expect([...selfGate(request({ done: 0.5 }))]).toEqual([0, 0]);
  });

  it('opens earlier inside objects whose shape may change', () => {
    const edits: GatedEdit[] = [{ attention: 'layout', newTokens: [2], mask: Float32Array.from([1, 0]) }];
    const schedule = { cross: 0.8, self: 0.5, selfInsideObjects: 0.2 };
    expect([...selfGate(request({ edits, schedule, done: 0.1 }))]).toEqual([1, 1]);
    expect([...selfGate(request({ edits, schedule, done: 0.3 }))]).toEqual([0, 1]);
  });
});

describe('an edit that takes nothing of the source', () => {
  const edits: GatedEdit[] = [{ attention: 'none', newTokens: [], mask: Float32Array.from([1, 0]) }];

  it('attends by itself inside its mask from the first step', () => {
    const { source, edit } = crossGates(request({ edits, tokenMap: Int32Array.from([0, 1]) }));
    expect([...source]).toEqual([0, 0, 1, 1]);
    expect([...edit]).toEqual([1, 1, 0, 0]);
    expect([...selfGate(request({ edits }))]).toEqual([0, 1]);
  });
});
