import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FIRST_HELD_OUT_SEED, renderScene, sceneFromSeed, type World } from '@dualedit/diorama';
import { decodePicture, type Picture, resizePicture } from '@dualedit/foundation';
import type { Model } from '../../../packages/core/src/family/model.js';
import { DEGRADATIONS, type Degradation } from './degrade.js';

/** A picture that is looked at: to fit the rule, or to judge it. */
export interface Shown {
  half: 'fit' | 'held out';
  isInside: boolean;
  /** What its figures are counted under: a degradation, or a package. */
  group: string;
  name: string;
  picture: Picture;
}

const HALVES = ['fit', 'held out'] as const;
const FIRST_SEED = { fit: 40_000_000, 'held out': FIRST_HELD_OUT_SEED + 80_000 };
/** As often as `dualedit sample` draws them. */
const LEVELS = [1, 2, 1, 3, 2, 1, 2, 3, 2, 4] as const;

/** Scenes as users send them: most of them after an everyday degradation. */
export async function* scenes(count: number, world: World, model: Model): AsyncGenerator<Shown> {
  const { autoencoder, pictureSize, latent } = model;
  const redrawn = async (picture: Picture) => {
    const seen = await resizePicture(picture, pictureSize, pictureSize);
    return autoencoder.decode(await autoencoder.encode(seen), latent.width, latent.height);
  };
  // An edited picture is the model's own drawing in parts; all of it is the worst case.
  const degradations: Record<string, Degradation> = { ...DEGRADATIONS, 'redrawn by the model': redrawn };
  const groups = Object.keys(degradations);
  for (const half of HALVES) {
    for (let index = 0; index < count; index++) {
      const seed = FIRST_SEED[half] + index;
      const scene = sceneFromSeed(seed, { world, level: LEVELS[index % LEVELS.length]! });
      const drawn = await renderScene(scene, pictureSize * [1, 2, 4][Math.floor(index / 3) % 3]!);
      const group = index % 3 === 0 ? 'none' : groups[(index - Math.floor(index / 3)) % groups.length]!;
      const picture = await degradations[group]!(drawn, ((index * 37) % 100) / 100);
      yield { half, isInside: true, group, name: `scene ${seed}, ${scene.background}`, picture };
    }
  }
}

/** Variants of one drawing are mostly neighbors: they stay in one half. */
const NEIGHBORS = 4;

/** Photographs and drawings in a folder with a folder for each package. To fit, also the middle of each. */
export async function* others(folder: string): AsyncGenerator<Shown> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.png'),
  );
  for (const [index, name] of files.toSorted().entries()) {
    const half = HALVES[Math.floor(index / NEIGHBORS) % 2]!;
    const picture = await decodePicture(readFileSync(join(folder, name)));
    const shown = { half, isInside: false, group: name.split(sep)[0]!, name };
    yield { ...shown, picture };
    if (half === 'fit') yield { ...shown, picture: await DEGRADATIONS['cut to a part']!(picture, 0.5) };
  }
}

/** Pictures of a color or two, and noise. */
export function* plain(count: number, size: number): Generator<Shown> {
  for (const [at, half] of HALVES.entries()) {
    const next = sequence(at + 1);
    for (let index = 0; index < count; index++) {
      const colors = [0, 1].map(() => [next(), next(), next()].map((share) => share * 255));
      const kind = (['a color', 'two colors', 'noise'] as const)[index % 3]!;
      const data = new Uint8Array(size * size * 4).fill(255);
      for (let i = 0; i < data.length; i++) {
        if (i % 4 === 3) continue;
        const share = kind === 'two colors' ? i / data.length : 0;
        const [above, below] = [colors[0]![i % 4]!, colors[1]![i % 4]!];
        data[i] = kind === 'noise' ? next() * 255 : above * (1 - share) + below * share;
      }
      yield {
        half,
        isInside: false,
        group: 'plain',
        name: kind,
        picture: { width: size, height: size, data },
      };
    }
  }
}

/** Numbers of 0…1, the same for the same seed (a linear congruential generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
