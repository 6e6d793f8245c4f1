import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Picture } from '@dualedit/foundation';
import { type Held, held } from '../session/held.js';
import { createModelSession, type ModelSession } from '../session/model-session.js';
import type { SessionDevice } from '../session/session.js';
import { type ClipTokenizer, loadTokenizer } from '../text/tokenizer.js';
import { type ImageProcessor, openImageProcessor } from '../vision/image-processor.js';

const folderIn = (pack: string) => join(pack, 'clip');

/** Whether a pack has a CLIP that looks at pictures. */
export function hasClip(pack: string): boolean {
  return existsSync(join(folderIn(pack), 'onnx', 'vision_model.onnx'));
}

/**
 * A pack's CLIP, in the layout of transformers.js: how much pictures and texts have to do with each other. Each of its
 * two models is loaded when first used.
 */
export class Clip {
  private readonly process: ImageProcessor;
  private readonly tokenizer: ClipTokenizer;
  private readonly vision: Held<ModelSession>;
  private readonly text: Held<ModelSession>;
  private readonly texts = new Map<string, Float32Array>();

  private constructor(
    pack: string,
    process: ImageProcessor,
    tokenizer: ClipTokenizer,
    device?: SessionDevice,
  ) {
    const open = (name: string) =>
      held(() => createModelSession(join(folderIn(pack), 'onnx', name), { device }));
    this.process = process;
    this.tokenizer = tokenizer;
    this.vision = open('vision_model.onnx');
    this.text = open('text_model.onnx');
  }

  /**
   * Opens the CLIP in a pack's folder.
   * @throws DualeditError `pack-unreadable`
   */
  static async open(pack: string, device?: SessionDevice): Promise<Clip> {
    const process = await openImageProcessor(join(folderIn(pack), 'preprocessor_config.json'));
    return new Clip(pack, process, await loadTokenizer(folderIn(pack)), device);
  }

  /**
   * What a picture shows, as a vector of unit length: of its middle square, unless it is square.
   * @throws DualeditError `model-unreadable`, `model-nan`
   */
  async embedPicture(picture: Picture): Promise<Float32Array> {
    const { values, height, width } = await this.process(picture);
    const session = await this.vision();
    return unit((await session.run(values, [1, 3, height, width])).image_embeds!);
  }

  /**
   * What each text says, as vectors of unit length. Their products with a picture's vector, −1…1, say which of them
   * fits it best; by themselves they mean little.
   * @throws DualeditError `model-unreadable`, `model-nan`, `prompt-too-long`
   */
  async embedTexts(texts: readonly string[]): Promise<Float32Array[]> {
    const unknown = [...new Set(texts)].filter((text) => !this.texts.has(text));
    if (unknown.length > 0) await this.learn(unknown);
    return texts.map((text) => this.texts.get(text)!);
  }

  /** Frees the memory of both models, which are loaded again when next used. */
  async release(): Promise<void> {
    await Promise.all([this.vision.release(), this.text.release()]);
  }

  private async learn(texts: readonly string[]): Promise<void> {
    const ids = texts.flatMap((text) => this.tokenizer.encode(text).ids);
    const session = await this.text();
    const embeds = (await session.run(ids, [texts.length, ids.length / texts.length])).text_embeds!;
    const width = embeds.length / texts.length;
    texts.forEach((text, row) => {
      this.texts.set(text, unit(embeds.slice(row * width, (row + 1) * width)));
    });
  }
}

/** The inner product of two vectors of one length. */
export function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(product(vector, vector));
  return vector.map((value) => value / length);
}
