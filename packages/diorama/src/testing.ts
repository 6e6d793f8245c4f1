import { encodePicture } from '@dualedit/foundation';
import { renderScene } from './render.js';
import type { Scene } from './scene.js';

/** Helpers of the tests beside the source; no part of the package's interface. */

export async function png(scene: Scene, size: number): Promise<Uint8Array> {
  return encodePicture(await renderScene(scene, size));
}

/** Of two masks; bytes above one half are inside. */
export function intersectionOverUnion(a: Uint8Array, b: Uint8Array): number {
  let [intersection, union] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [inA, inB] = [a[i]! > 127, b[i]! > 127];
    if (inA && inB) intersection++;
    if (inA || inB) union++;
  }
  return intersection / union;
}
