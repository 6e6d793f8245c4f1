import type { Background, Color, Material, Noun } from './vocabulary.js';

/** How an animal sits. */
export interface Pose {
  /** The side of the picture that it looks to; it looks at us if not given. */
  facing?: 'left' | 'right';
  /** The side of the picture that its tail is on; defaults to the right. */
  tail?: 'left' | 'right';
}

/** One thing in a scene. Lengths are in scene units; a scene is 128 × 128 of them, y down. */
export interface SceneObject extends Pose {
  /** Unique in the scene, from 1; an edit keeps it. */
  id: number;
  noun: Noun;
  /** Without one, an animal has its natural fur, a thing its usual colour. */
  color?: Color;
  material?: Material;
  /** Middle of the foot of the object: where it meets the ground, or the brim or knot of a worn thing. */
  x: number;
  y: number;
  /** Nominal height: an animal of size 80 stands about 80 units tall. */
  size: number;
  /** The `id` of the animal that wears it; x, y and size then follow from that animal. */
  wornBy?: number;
}

/** A whole picture as plain data: the same scene always gives the same pixels. */
export interface Scene {
  /** Places the details of the background: tufts, stars, ripples. */
  seed: number;
  background: Background;
  /** In depth order, the rearmost first. */
  objects: SceneObject[];
}
