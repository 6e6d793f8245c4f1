import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTokenizer } from '@dualedit/core';
import type { Picture } from '@dualedit/foundation';
import { type Graph, readModel, specialize, type Value } from '@dualedit/onnx-autograd';
import { Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { openNetwork, pixelValues } from './inner-outputs.js';

/** What the vision tower says of a picture. */
export interface ClipPicture {
  /** The projected embedding, of unit length. */
  embedding: Float32Array;
  /** The last attention layer's keys, one row a token (class token and patches), heads side by side. */
  keys: Float32Array[];
}

/** A CLIP in the hub's ONNX layout. */
export interface Clip {
  name: string;
  picture(picture: Picture): Promise<ClipPicture>;
  /** The projected embedding of a text, of unit length. */
  text(text: string): Promise<Float32Array>;
}

interface Preprocessor {
  size: { shortest_edge: number };
  crop_size: { width: number; height: number };
  image_mean: number[];
  image_std: number[];
}

/** Opens the folder of a CLIP: `onnx/text_model.onnx`, `onnx/vision_model.onnx`, a tokenizer, a preprocessor. */
export async function openClip(folder: string, name: string): Promise<Clip> {
  const preprocessor: Preprocessor = JSON.parse(
    await readFile(join(folder, 'preprocessor_config.json'), 'utf8'),
  );
  const tokenizer = await loadTokenizer(folder);
  const text = await openNetwork(await readModel(join(folder, 'onnx', 'text_model.onnx')), [
    { value: 'text_embeds', rank: 2 },
  ]);
  const { width, height } = preprocessor.crop_size;
  const tower = await specialize(await readModel(join(folder, 'onnx', 'vision_model.onnx')), {
    pixel_values: [1, 3, height, width],
  });
  const keys = lastKeys(tower);
  const vision = await openNetwork(tower, [
    { value: 'image_embeds', rank: 2 },
    { value: keys, rank: tower.shape(keys).length },
  ]);
  const texts = new Map<string, Promise<Float32Array>>();

  async function embed(words: string): Promise<Float32Array> {
    const { ids } = tokenizer.encode(words);
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);
    return unit((await text.run({ input_ids: input })).text_embeds!.data);
  }

  return {
    name,
    text(words) {
      if (!texts.has(words)) texts.set(words, embed(words));
      return texts.get(words)!;
    },
    async picture(picture) {
      const seen = await asSeen(picture, preprocessor);
      const { image_mean, image_std } = preprocessor;
      const outputs = await vision.run({ pixel_values: pixelValues(seen, image_mean, image_std) });
      return { embedding: unit(outputs.image_embeds!.data), keys: rows(outputs[keys]!) };
    },
  };
}

/** Bicubic to the shortest edge, then cut at the centre, as CLIP's own preprocessing does. */
async function asSeen(picture: Picture, { size, crop_size }: Preprocessor): Promise<Picture> {
  const scale = size.shortest_edge / Math.min(picture.width, picture.height);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const data = await sharp(picture.data, {
    raw: { width: picture.width, height: picture.height, channels: 4 },
  })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .extract({
      left: Math.floor((width - crop_size.width) / 2),
      top: Math.floor((height - crop_size.height) / 2),
      ...crop_size,
    })
    .raw()
    .toBuffer();
  return { ...crop_size, data };
}

/** The keys of the last attention layer, transposed as its product with the queries takes them. */
function lastKeys(graph: Graph): Value {
  const last = graph.sorted().findLast(({ opType }) => opType === 'Softmax')!;
  let node = graph.producer(last.inputs[0]!)!;
  while (node.opType !== 'MatMul') node = graph.producer(node.inputs[0]!)!;
  return node.inputs[1]!;
}

/** [1, heads, width, tokens] or [heads, width, tokens] to one row a token. */
function rows({ dims, data }: { dims: readonly number[]; data: Float32Array }): Float32Array[] {
  const tokens = dims.at(-1)!;
  const channels = data.length / tokens;
  return Array.from({ length: tokens }, (_, token) =>
    Float32Array.from({ length: channels }, (_, channel) => data[channel * tokens + token]!),
  );
}

/** Scaled to length 1. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
