import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError, type Mask, maskBox, throwIfAborted } from '@dualedit/foundation';
import { captions } from './captions.js';
import { checkSeed, checkSize } from './check.js';
import { npyBytes } from './npy.js';
import { matches, parsePhrase } from './parse-phrase.js';
import { objectPhrase } from './phrase.js';
import { random } from './random.js';
import { renderInstances, renderRgb } from './render.js';
import type { Scene } from './scene.js';
import { type Level, sceneFromSeed } from './scene-from-seed.js';
import { vocabulary, type World } from './vocabulary.js';

/** Seeds from here on are for tests and benchmarks: no training set may hold them. */
export const FIRST_HELD_OUT_SEED = 900_000_000;

const SHARD = 1000;
/** A thing that is in fewer than one of so many scenes is taken for one that the world does not have. */
const RAREST = 10_000;
/** Scenes in the works at one time: enough to keep the thread pool of sharp busy. */
const IN_FLIGHT = 16;

export interface ExportOptions {
  world: World;
  /** How often each level comes; any positive weights. */
  levels: Partial<Record<Level, number>>;
  /** How many scenes: those of the seeds `seed`, `seed + 1`, … */
  count: number;
  seed: number;
  /** Only scenes with a thing that one of these phrases describes, such as `striped` or `red cat`. */
  having?: readonly string[];
  /** Width and height of the pictures. */
  size: number;
  folder: string;
  signal?: AbortSignal;
  /** Called after each scene that was drawn, with how many there are by now. */
  onProgress?: (progress: { scenes: number }) => void;
}

/**
 * Writes scenes as shards of 1000 for training: `shard-00000.images.npy` uint8 [n, size, size, 3],
 * `shard-00000.ids.npy` uint8 [n, size, size] (0 background, k + 1 the visible part of object k) and
 * `shard-00000.jsonl`, a line a scene; and `vocabulary.json`. A shard whose `.jsonl` is there is complete
 * and is kept, so an export that was stopped goes on where it was.
 * @throws DualeditError `scene-seed`, `scene-size`, `held-out-seed`, `scene-absent`, `aborted`, and those of a phrase
 */
export async function exportScenes(options: ExportOptions): Promise<void> {
  const { count, seed, folder } = options;
  checkSeed(seed);
  checkSize(options.size);
  const seeds = seedsOf(options);
  await mkdir(folder, { recursive: true });
  const { nouns, colors, materials, backgrounds, words } = vocabulary(options.world);
  await replace(
    join(folder, 'vocabulary.json'),
    JSON.stringify({ nouns, colors, materials, backgrounds, words }),
  );
  for (let first = 0; first < count; first += SHARD) {
    const stem = join(folder, `shard-${String(first / SHARD).padStart(5, '0')}`);
    if (!existsSync(`${stem}.jsonl`))
      await exportShard(stem, first, seeds.slice(first, first + SHARD), options);
  }
}

async function exportShard(
  stem: string,
  first: number,
  seeds: readonly number[],
  options: ExportOptions,
): Promise<void> {
  const { size } = options;
  const scenes = seeds.length;
  const images = new Uint8Array(scenes * size * size * 3);
  const ids = new Uint8Array(scenes * size * size);
  const lines: string[] = [];
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < scenes) {
      throwIfAborted(options.signal);
      const at = next++;
      const scene = sceneOf(seeds[at]!, options);
      const [image, map] = await Promise.all([renderRgb(scene, size), renderInstances(scene, size)]);
      images.set(image, at * size * size * 3);
      ids.set(map, at * size * size);
      lines[at] = JSON.stringify(describe(scene, { width: size, height: size, data: map }));
      options.onProgress?.({ scenes: first + ++done });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  await replace(`${stem}.images.npy`, npyBytes(images, [scenes, size, size, 3]));
  await replace(`${stem}.ids.npy`, npyBytes(ids, [scenes, size, size]));
  // The list comes last: its presence says that the shard is whole.
  await replace(`${stem}.jsonl`, `${lines.join('\n')}\n`);
}

/** The seeds of the scenes to draw, in their order. */
function seedsOf(options: ExportOptions): number[] {
  const wanted = options.having?.map(parsePhrase);
  const isWanted = (seed: number) =>
    !wanted || sceneOf(seed, options).objects.some((object) => wanted.some((one) => matches(object, one)));
  const seeds: number[] = [];
  for (let seed = options.seed; seeds.length < options.count; seed++) {
    if (seed >= FIRST_HELD_OUT_SEED) throw heldOut(seed);
    if (seed - options.seed > RAREST * (seeds.length + 1)) throw tooRare(options);
    if (isWanted(seed)) seeds.push(seed);
  }
  return seeds;
}

const sceneOf = (seed: number, { world, levels }: ExportOptions): Scene =>
  sceneFromSeed(seed, { world, level: levelOf(seed, levels) });

function levelOf(seed: number, levels: ExportOptions['levels']): Level {
  const weights = Object.entries(levels).map(([level, weight]) => [Number(level) as Level, weight] as const);
  let left = random(seed, 'level').between(
    0,
    weights.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [level, weight] of weights) {
    left -= weight;
    if (left < 0) return level;
  }
  return weights.at(-1)![0];
}

/** One line of the list: the scene in words, and where each object is. */
function describe(scene: Scene, map: Mask) {
  return {
    seed: scene.seed,
    background: scene.background,
    captions: captions(scene),
    objects: scene.objects.map((object, k) => ({
      id: k + 1,
      noun: object.noun,
      color: object.color ?? null,
      material: object.material ?? null,
      phrase: objectPhrase(object),
      wornBy: object.wornBy ?? null,
      box: visibleBox(map, k + 1),
    })),
  };
}

/** [x0, y0, x1, y1] in pixels, ends exclusive; all zero for what cannot be seen. */
function visibleBox(map: Mask, level: number): [number, number, number, number] {
  const box = maskBox({ ...map, data: map.data.map((value) => (value === level ? 255 : 0)) });
  return box ? [box.left, box.top, box.left + box.width, box.top + box.height] : [0, 0, 0, 0];
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

function tooRare({ having, world, seed }: ExportOptions): DualeditError {
  return new DualeditError({
    code: 'scene-absent',
    message: `Expected scenes of the world "${world}" with one of ${having!.join(', ')}, but there are hardly any from seed ${seed} on.`,
    hint: 'Ask for things of that world, in levels that have them; "full" has stripes, dots and other materials.',
    received: having,
  });
}

function heldOut(received: number): DualeditError {
  return new DualeditError({
    code: 'held-out-seed',
    message: `Expected seeds below ${FIRST_HELD_OUT_SEED} for training but received ${received}.`,
    hint: 'Start from a smaller seed, or export fewer scenes.',
    received,
  });
}
