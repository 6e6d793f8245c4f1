import { applyEdits, renderMasks, renderScene, type Scene, vocabulary } from '@dualedit/diorama';
import { type Edit, type Lab, type Mask, meanLab } from '@dualedit/foundation';
import type { PromiseCase } from './case.js';

/** What one edit should make of its thing, from the scene after this edit alone. */
export interface Truth {
  noun: string;
  /** What stood there. */
  old: string;
  /** Whether the edit asks for another kind of thing, and for a color. */
  asksNoun: boolean;
  color?: string;
  after: Scene;
  /** Where the thing is to be seen before and afterwards, at the size of the picture. */
  before: Mask;
  mask: Mask;
  /** The mean color there in true renderings, by color. */
  colors: { name: string; lab: Lab }[];
}

/** @throws Error if an edit changes nothing of the thing that it is said to mean */
export async function truthOf(
  { scene, meant }: PromiseCase,
  edit: Edit,
  i: number,
  size: number,
): Promise<Truth> {
  const at = meant[i]!;
  const after = applyEdits(scene, [edit]);
  const [old, fresh] = [scene.objects[at]!, after.objects[at]!];
  if (old === fresh) throw new Error(`Seed ${scene.seed}: ${edit.source} does not mean the ${old.noun}.`);
  const [before, mask] = [await visibleOf(scene, at, size), await visibleOf(after, at, size)];
  const asksColor = edit.kind !== 'object';
  return {
    noun: fresh.noun,
    old: old.noun,
    asksNoun: fresh.noun !== old.noun,
    ...(asksColor && { color: fresh.color! }),
    after,
    before,
    mask,
    colors: asksColor ? await colorsOf(after, at, { mask, size }) : [],
  };
}

async function visibleOf(scene: Scene, at: number, size: number): Promise<Mask> {
  return (await renderMasks(scene, size))[at]!.visible;
}

/** The thing in each of the world's colors. */
function colorsOf(
  scene: Scene,
  at: number,
  { mask, size }: { mask: Mask; size: number },
): Promise<Truth['colors']> {
  return Promise.all(
    vocabulary('full').colors.map(async (name) => {
      const objects = scene.objects.map((object, i) => (i === at ? { ...object, color: name } : object));
      return { name, lab: meanLab(await renderScene({ ...scene, objects }, size), mask) };
    }),
  );
}
