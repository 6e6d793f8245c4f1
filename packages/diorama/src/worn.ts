import { ANCHORS, TURN } from './draw/animal.js';
import type { SceneObject } from './scene.js';
import type { Wearable } from './vocabulary.js';

/** Where a worn thing is on its wearer. All animals share one skeleton, so this holds for each of them. */
export function wornPlace(noun: Wearable, wearer: Pick<SceneObject, 'id' | 'x' | 'y' | 'size' | 'facing'>) {
  const anchor = ANCHORS[noun];
  const scale = wearer.size / 100;
  const side = { left: -1, right: 1, ahead: 0 }[wearer.facing ?? 'ahead'];
  const turned = noun === 'glasses' ? side * TURN : 0;
  return {
    x: wearer.x + (anchor.x + turned) * scale,
    y: wearer.y + anchor.y * scale,
    size: anchor.size * scale,
    wornBy: wearer.id,
  };
}
