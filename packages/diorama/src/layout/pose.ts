import type { Random } from '../random.js';
import type { Pose } from '../scene.js';

/** Where an animal looks and where its tail is; looking at us with the tail to the right is left out. */
export function drawPose(random: Random): Pose {
  const facing = random.pick(['left', 'right', undefined, undefined] as const);
  const tail = random.chance(0.5) ? 'left' : undefined;
  return { ...(facing && { facing }), ...(tail && { tail }) };
}
