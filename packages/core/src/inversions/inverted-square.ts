import type { Picture } from '@dualedit/foundation';
import type { NoisePath } from '../family/noise-path.js';
import type { Square } from '../image/square.js';
import type { Inversion } from './inversion.js';
import type { InversionName } from './inversions.js';
import type { Trajectory } from './trajectory.js';

/** A square of the picture at the model's size, and its trajectory to noise, or its latent alone. */
export interface SquareTrajectory {
  region: Square;
  /** The square as the model sees it. */
  seen: Picture;
  path: NoisePath;
  trajectory: Trajectory;
}

/** A square of the picture as an edit begins with it. */
export interface InvertedSquare extends SquareTrajectory {
  name: InversionName;
  inversion: Inversion;
}
