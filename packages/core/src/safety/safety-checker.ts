import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DualeditError, type Picture } from '@dualedit/foundation';
import type { InferenceSession } from 'onnxruntime-node';
import { bytesIn, openSession, type SessionDevice } from '../session/session.js';
import { toTensor } from '../session/tensors.js';
import { type ImageProcessor, openImageProcessor } from '../vision/image-processor.js';

const pathsIn = (pack: string) => ({
  model: join(pack, 'safety_checker', 'model.onnx'),
  processor: join(pack, 'feature_extractor', 'preprocessor_config.json'),
});

/** Whether a pack has a safety checker. */
export function hasSafetyChecker(pack: string): boolean {
  return existsSync(pathsIn(pack).model);
}

/** Bytes of a pack's safety checker. */
export function safetyCheckerBytes(pack: string): Promise<number> {
  return bytesIn(dirname(pathsIn(pack).model));
}

/** Side of the picture that the checker would black out, where its export leaves that open: we never look at it. */
const ANY_SIDE = 8;

/**
 * Stable Diffusion's safety checker, as diffusers' conversion exports it: CLIP's view of a picture is compared with
 * concepts that were chosen by the model's authors.
 */
export class SafetyChecker {
  private readonly session: InferenceSession;
  private readonly process: ImageProcessor;

  private constructor(session: InferenceSession, process: ImageProcessor) {
    this.session = session;
    this.process = process;
  }

  /** @throws DualeditError `pack-without-safety-checker`, `pack-incomplete`, `pack-unreadable`, `model-unreadable` */
  static async open(pack: string, device?: SessionDevice): Promise<SafetyChecker> {
    checkSafetyChecker(pack);
    const { model, processor } = pathsIn(pack);
    const process = await openImageProcessor(processor);
    return new SafetyChecker(await openSession(model, device), process);
  }

  /** Whether the checker takes a picture for something that is not safe for work. Of its middle square, as CLIP sees. */
  async flags(picture: Picture): Promise<boolean> {
    const { values, height, width } = await this.process(picture);
    const outputs = await this.session.run({
      clip_input: toTensor(this.typeOf('clip_input'), values, [1, 3, height, width]),
      images: this.unused(),
    });
    return Boolean(Number(outputs.has_nsfw_concepts!.data[0]));
  }

  /** Frees the model's memory. */
  async release(): Promise<void> {
    await this.session.release();
  }

  private typeOf(name: string): string {
    const input = this.session.inputMetadata.find((one) => one.name === name);
    return input?.isTensor ? input.type : 'float32';
  }

  /** The graph wants a picture to black out, too. */
  private unused() {
    const input = this.session.inputMetadata.find(({ name }) => name === 'images');
    const asked = input?.isTensor ? input.shape : [];
    const shape = [1, ANY_SIDE, ANY_SIDE, 3].map((size, axis) => {
      const fixed = asked[axis];
      return typeof fixed === 'number' && fixed > 0 ? fixed : size;
    });
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    return toTensor(this.typeOf('images'), values, shape);
  }
}

/**
 * Refuses a pack that cannot check, before anything is loaded.
 * @throws DualeditError `pack-without-safety-checker`, `pack-incomplete`
 */
export function checkSafetyChecker(pack: string): void {
  const { model, processor } = pathsIn(pack);
  if (!existsSync(model)) {
    throw new DualeditError({
      code: 'pack-without-safety-checker',
      message: `The model pack in ${pack} has no safety checker: there is no ${model}.`,
      hint: 'Leave the check out, or use a pack that has one, such as sd-1.4 or sd-1.5.',
      received: pack,
    });
  }
  if (existsSync(processor)) return;
  throw new DualeditError({
    code: 'pack-incomplete',
    message: `The model pack in ${pack} has a safety checker but lacks ${processor}, which says how it sees pictures.`,
    hint: 'Fetch or export the pack again, all of it.',
    received: processor,
  });
}

/** The answer in place of a picture that was flagged: it is withheld, never blacked out. */
export function withheld(pack: string): DualeditError {
  return new DualeditError({
    code: 'result-withheld',
    message: `The result is withheld: the safety checker of the model "${pack}" takes it for something not safe for work.`,
    hint: 'It is wrong at times, about much skin above all: say the edit in other words, or make it softer.',
  });
}
