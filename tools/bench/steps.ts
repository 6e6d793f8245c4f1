// The edits of a scene of Diorama-Bench 2, one after the other.
import { renderMasks } from '@dualedit/diorama';
import type { Mask } from '@dualedit/foundation';
import {
  applied,
  caption,
  editsOf,
  type PlannedItem,
} from '../../packages/bench/src/data/diorama-2/diorama-bench-2.js';
import { everythingBut } from '../../packages/bench/src/data/diorama-2/truth.js';
import type { BenchItem } from '../../packages/bench/src/data/item.js';

/** One edit, with the mask and the prompt of the scene as it should be by then. */
export interface Step {
  edit: BenchItem['edits'][0];
  mask: Mask;
  prompt: string;
}

export async function stepsOf(planned: PlannedItem, size: number): Promise<Step[]> {
  const { before, changes } = planned;
  return Promise.all(
    editsOf(planned).map(async (edit, i) => {
      const scene = applied(before, changes.slice(0, i));
      const seen = (await renderMasks(scene, size)).map(({ visible }) => visible);
      const thing = scene.objects.findIndex(({ id }) => id === changes[i]?.id);
      const mask = edit.kind === 'background' ? everythingBut(seen, seen[0]!) : seen[thing]!;
      return { edit, mask, prompt: caption(scene, before) };
    }),
  );
}
