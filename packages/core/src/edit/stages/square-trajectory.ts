import { throwIfAborted } from '@dualedit/foundation';
import { cutSquare, type Square } from '../../image/square.js';
import type { SquareTrajectory } from '../../inversions/inverted-square.js';
import { trajectoryToNoise } from '../../inversions/trajectory.js';
import type { OnStep } from '../progress.js';
import type { Work } from '../work.js';

/** One square of the picture, and its trajectory to noise under the source prompt unless only its latent is needed. */
export async function squareTrajectory(
  { model, request, path, text }: Work,
  region: Square,
  { isNeeded = true, onStep }: { isNeeded?: boolean; onStep: OnStep },
): Promise<SquareTrajectory> {
  const { picture, signal } = request;
  throwIfAborted(signal);
  const seen = await cutSquare(picture, region, model.pictureSize);
  const latent = await model.autoencoder.encode(seen);
  await model.makeRoom();
  if (!isNeeded) return { region, seen, path, trajectory: [latent] };
  const denoise = await model.programs.denoise();
  const trajectory = await trajectoryToNoise({ denoise, path, latent, text: text!.source, onStep, signal });
  return { region, seen, path, trajectory };
}
