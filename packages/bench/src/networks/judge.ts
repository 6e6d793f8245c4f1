import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Box, type Picture, resizePicture } from '@dualedit/foundation';
import { readModel, type Value } from '@dualedit/onnx-autograd';
import { Tensor } from 'onnxruntime-node';
import type { Looks } from '../data/item.js';
import { openNetwork, pixelValues } from './inner-outputs.js';

/** What the judge sees in a box; the noun is `nothing` where there is none. */
export type Verdict = Looks;

/** The activations of one layer: [channels, height, width]. */
export interface FeatureMap {
  channels: number;
  height: number;
  width: number;
  data: Float32Array;
}

/** The classifiers that grade pictures of the diorama world, shrunk to 128 pixels. They saw no edit while they learned. */
export interface Judge {
  name: string;
  objects(picture: Picture, boxes: readonly Box[]): Promise<Verdict[]>;
  /** Activations of the last layer at each resolution (a half and a quarter), finest first. */
  features(picture: Picture): Promise<FeatureMap[]>;
}

const HALF = [0.5, 0.5, 0.5];
/** Side of the pictures that it learned from. */
const SIDE = 128;

/** Opens `model.onnx`, `presence.onnx` and `judge.json`, whose notes say what goes in and comes out. */
export async function openJudge(folder: string): Promise<Judge> {
  const { classes, colors, materials }: Record<'classes' | 'colors' | 'materials', string[]> = JSON.parse(
    await readFile(join(folder, 'judge.json'), 'utf8'),
  );
  const judge = await openNetwork(await readModel(join(folder, 'model.onnx')), [
    { value: 'class_probabilities', rank: 2 },
    { value: 'color_probabilities', rank: 2 },
    { value: 'material_probabilities', rank: 2 },
  ]);
  const graph = await readModel(join(folder, 'presence.onnx'));
  const layers = graph
    .sorted()
    .filter(({ opType }) => opType === 'Relu')
    .map((node) => node.outputs[0]!);
  const presence = await openNetwork(
    graph,
    layers.map((value) => ({ value, rank: 4 })),
  );
  return {
    name: 'the judge (packages/bench/judge)',
    async objects(picture, boxes) {
      if (boxes.length === 0) return [];
      const outputs = await judge.run({
        pixel_values: pixelValues(await shrunk(picture), HALF, HALF),
        boxes: boxTensor(picture, boxes),
      });
      const best = (name: string, names: string[], row: number) =>
        names[largest(outputs[name]!.data.subarray(row * names.length, (row + 1) * names.length))]!;
      return boxes.map((_, row) => ({
        noun: best('class_probabilities', classes, row),
        color: best('color_probabilities', colors, row),
        material: best('material_probabilities', materials, row),
      }));
    },
    async features(picture) {
      const outputs = await presence.run({ pixel_values: pixelValues(await shrunk(picture), HALF, HALF) });
      return lastOfEachSize(layers.map((value) => mapOf(outputs, value)));
    },
  };
}

/** A picture of at most {@link SIDE} pixels a side. */
function shrunk(picture: Picture): Promise<Picture> {
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  return resizePicture(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
}

/** Left, top, right, bottom in fractions of the picture. */
function boxTensor({ width, height }: Picture, boxes: readonly Box[]): Tensor {
  const corners = boxes.flatMap((box) => [
    box.left / width,
    box.top / height,
    (box.left + box.width) / width,
    (box.top + box.height) / height,
  ]);
  return new Tensor('float32', Float32Array.from(corners), [boxes.length, 4]);
}

function largest(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}

function mapOf(
  outputs: Record<string, { dims: readonly number[]; data: Float32Array }>,
  value: Value,
): FeatureMap {
  const { dims, data } = outputs[value]!;
  const [, channels, height, width] = dims as [number, number, number, number];
  return { channels, height, width, data };
}

function lastOfEachSize(maps: FeatureMap[]): FeatureMap[] {
  return maps.filter((map, i) => map.width !== maps[i + 1]?.width);
}
