import type { Picture } from '@dualedit/foundation';
import sharp from 'sharp';
import { checkSize } from './check.js';
import { DRAWINGS } from './draw/drawings.js';
import { renderScene } from './render.js';
import type { Scene, SceneObject } from './scene.js';
import { type SceneOptions, sceneFromSeed } from './scene-from-seed.js';
import { type Noun, vocabulary, WEARABLES } from './vocabulary.js';
import { wornPlace } from './worn.js';

const COLUMNS = 8;

/** Scenes of consecutive seeds. */
export function seedSheet(first: number, count: number, options: SceneOptions = {}): Scene[] {
  return Array.from({ length: count }, (_, i) => sceneFromSeed(first + i, options));
}

/**
 * Everything the world knows, in rows of eight: the animals, the things, the colours, the materials (striped,
 * dotted, wooden, golden), the animals dressed up, and one row of scenes per level.
 */
export function vocabularySheet(): Scene[] {
  const { animals, things, colors, materials } = vocabulary();
  const rows: Scene['objects'][] = [
    ...animals.map((noun) => [standing(noun)]),
    ...([...things, 'hat', 'ball'] as const).map((noun, i) => [
      standing(noun, { color: colors[(i * 3) % 8]! }),
    ]),
    ...colors.map((color, i) => [standing(animals[i]!, { color })]),
    ...materials.flatMap((material, i) => [
      [standing((['apple', 'cup', 'house', 'cat'] as const)[i]!, patterned(material, i))],
      [standing((['car', 'tree', 'bear', 'hat'] as const)[i]!, patterned(material, i + 4))],
    ]),
    ...animals.map((noun, i) => dressedUp(noun, i)),
  ];
  const shown = rows.map((objects, i) => ({ seed: i, background: pickBackground(i), objects }));
  return [
    ...shown,
    ...([1, 2, 3, 4] as const).flatMap((level) => seedSheet(level * COLUMNS, COLUMNS, { level })),
  ];
}

function patterned(material: 'striped' | 'dotted' | 'wooden' | 'golden', i: number): Partial<SceneObject> {
  const colors = vocabulary().colors;
  return material === 'wooden' || material === 'golden' ? { material } : { material, color: colors[i]! };
}

function pickBackground(i: number): Scene['background'] {
  const { backgrounds } = vocabulary();
  return backgrounds[(i + Math.floor(i / COLUMNS)) % backgrounds.length]!;
}

function standing(noun: Noun, properties: Partial<SceneObject> = {}): SceneObject {
  const { width, height } = DRAWINGS[noun];
  return { id: 1, noun, x: 64, y: 116, size: Math.min(8800 / height, 8800 / width), ...properties };
}

function dressedUp(noun: Noun, i: number): SceneObject[] {
  const animal = standing(noun);
  const { colors } = vocabulary();
  return [
    animal,
    ...WEARABLES.map((worn, k) => ({
      id: k + 2,
      noun: worn,
      color: colors[(i + k * 3) % 8]!,
      ...wornPlace(worn, animal),
    })),
  ];
}

/** Draws scenes side by side, eight a row, `size` pixels each. */
export async function renderSheet(scenes: readonly Scene[], size: number): Promise<Picture> {
  checkSize(size);
  const columns = Math.min(COLUMNS, scenes.length);
  const [width, height] = [columns * size, Math.ceil(scenes.length / columns) * size];
  const tiles = await Promise.all(scenes.map((scene) => renderScene(scene, size)));
  const data = await sharp({ create: { width, height, channels: 4, background: '#808080' } })
    .composite(
      tiles.map(({ data }, i) => ({
        input: Buffer.from(data),
        raw: { width: size, height: size, channels: 4 },
        left: (i % columns) * size,
        top: Math.floor(i / columns) * size,
      })),
    )
    .raw()
    .toBuffer();
  return { width, height, data };
}
