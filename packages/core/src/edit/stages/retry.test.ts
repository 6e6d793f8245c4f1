import { FIRST_HELD_OUT_SEED, renderScene } from '@dualedit/diorama';
import type { Change, Mask, MaskSource, Picture, Progress } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Editor } from '../editor.js';
import { loadEditor } from '../local-editor.js';

/** The model's own: what it drew is looked at in this size. */
const SIZE = 256;
const box = (left: number, top: number, side: number): Mask => {
  const data = new Uint8Array(SIZE * SIZE);
  for (let y = top; y < top + side; y++) data.fill(255, y * SIZE + left, y * SIZE + left + side);
  return { width: SIZE, height: SIZE, data };
};
const PLACES: Record<string, Mask> = { cat: box(24, 88, 112), ball: box(168, 168, 56) };

/** What is seen, look by look: in the picture, then in what each try drew. */
let looks: Record<string, string>[];

/** A source that sees the names of the next look where the things were; the last look is repeated. */
const maskSource: MaskSource = {
  async find(_, { edits }) {
    const seen = looks.length > 1 ? looks.shift()! : looks[0]!;
    return {
      masks: edits.map(({ source }) => PLACES[source]!),
      things: Object.entries(seen).map(([place, name]) => ({ name, mask: PLACES[place]!, score: 0.9 })),
    };
  },
};

const edit = (source: string, target: string, kind: 'object' | 'attribute' = 'object'): Change => ({
  kind,
  source,
  target,
  which: { type: 'best' },
  strength: 1,
  span: [0, 1],
});

describe('what did not come out', () => {
  let editor: Editor;
  let image: Picture;
  beforeAll(async () => {
    editor = await loadEditor({ device: 'cpu', maskSource });
    image = await renderScene(
      {
        seed: FIRST_HELD_OUT_SEED + 5,
        background: 'snow',
        objects: [
          { id: 1, noun: 'cat', x: 40, y: 100, size: 56 },
          { id: 2, noun: 'ball', color: 'red', x: 98, y: 112, size: 28 },
        ],
      },
      SIZE,
    );
  });
  afterAll(() => editor.close());

  const made = (edits: Change[], seen: Record<string, string>[], more: object = {}) => {
    looks = [...seen];
    return editor.edit({
      picture: image,
      edits,
      force: true,
      settings: { steps: 2, innerIterations: 1 },
      ...more,
    });
  };
  const before = { cat: 'cat', ball: 'ball' };
  const outcomes = ({ checks }: Awaited<ReturnType<typeof made>>) =>
    checks.edits.map(({ outcome }) => outcome);

  it('is tried stronger, then by another method, and the better result is kept', async () => {
    const alone = [edit('cat', 'dog')];
    const [bear, dog] = [{ cat: 'bear' }, { cat: 'dog' }];
    const stronger = await made(alone, [before, bear, dog]);
    expect([stronger.retried, outcomes(stronger)]).toEqual(['stronger', ['came-out']]);
    const other = await made(alone, [before, bear, bear, dog]);
    expect([other.retried, outcomes(other)]).toEqual(['other-method', ['came-out']]);
    // The other method has no losses and runs no gradient.
    expect([other.metrics.gradientRuns, stronger.metrics.gradientRuns > 0]).toEqual([0, true]);
    expect(other.config.method).toBe('mde');
    const never = await made(alone, [before, bear]);
    expect([never.retried, outcomes(never)]).toEqual([undefined, ['missing']]);
    const once = await made(alone, [before, bear], { retry: false });
    expect(never.picture.data).toEqual(once.picture.data);
    expect(once.timings.retry).toBeUndefined();
  });

  it('is tried alone if others came out, then alone by another method', async () => {
    const both = [edit('cat', 'dog'), edit('ball', 'cup')];
    const some = { cat: 'dog', ball: 'ball' };
    const all = { cat: 'dog', ball: 'cup' };
    // A try that is made alone is looked at twice: by itself, and with the rest.
    const apart = await made(both, [before, some, all, all]);
    expect([apart.retried, outcomes(apart)]).toEqual(['apart', ['came-out', 'came-out']]);
    const other = await made(both, [before, some, some, some, all, all]);
    expect([other.retried, outcomes(other)]).toEqual(['other-method', ['came-out', 'came-out']]);
  });

  it('is looked at in the result before, if it keeps its shape: there it may be what it was not as drawn', async () => {
    const striped = edit('ball', 'striped', 'attribute');
    const drawn = { cat: 'cat', ball: 'cup' };
    const right = await made([striped], [before, drawn, before]);
    expect([right.retried, outcomes(right), right.timings.retry]).toEqual([
      undefined,
      ['came-out'],
      undefined,
    ]);
    const wrong = await made([striped], [before, drawn], { retry: false });
    expect(outcomes(wrong)).toEqual(['missing']);
  });

  it('says how long it may take', async () => {
    const reports: Progress[] = [];
    await made([edit('cat', 'dog')], [before, { cat: 'bear' }], {
      onProgress: (progress: Progress) => reports.push(progress),
    });
    const left = reports.filter(({ stage }) => stage === 'retry').map(({ etaSeconds }) => etaSeconds!);
    expect(left[0]).toBeGreaterThan(0);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
  });
});
