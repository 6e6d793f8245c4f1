import { type Picture, resizePicture } from '@dualedit/foundation';
import {
  AutoImageProcessor,
  AutoModelForZeroShotObjectDetection,
  AutoTokenizer,
  type Tensor,
} from '@huggingface/transformers';
import { loadOptions, type ModelOptions, toRawImage } from '../transformers.js';
import type { Detection, Detector } from './detection.js';
import { toCorners } from './detection.js';

/**
 * OWL-ViT (Minderer et al. 2022) and OWLv2 (2023): one box a patch of the picture, scored against each
 * phrase by itself.
 *
 * @param padded whether the model was trained on pictures padded to a square, as OWLv2 was, rather than squeezed
 */
export async function openOwl(model: string, options: ModelOptions, padded: boolean): Promise<Detector> {
  const load = loadOptions(options);
  const [owl, tokenizer, processor] = await Promise.all([
    AutoModelForZeroShotObjectDetection.from_pretrained(model, load),
    AutoTokenizer.from_pretrained(model, load),
    AutoImageProcessor.from_pretrained(model, load),
  ]);
  return {
    side: processor.size.height,
    async detect(picture, phrases) {
      const { width, height } = picture;
      const seen = padded ? await padToSquare(picture, processor.size.height) : picture;
      const { pixel_values } = await processor(toRawImage(seen));
      // Texts of one length, that of training: exports differ in whether a shorter one is possible.
      const text = tokenizer([...phrases], {
        padding: 'max_length',
        max_length: tokenizer.model_max_length,
        truncation: true,
      });
      const { logits, pred_boxes } = (await owl({ ...text, pixel_values })) as Record<string, Tensor>;
      const side = Math.max(width, height);
      return phrases.map((_, phrase) =>
        readBoxes(logits!, pred_boxes!, phrase, padded ? { width: side, height: side } : picture),
      );
    },
    async close() {
      await owl.dispose();
    },
  };
}

/** The detections of one phrase. `logits` [1, boxes, phrases], `boxes` [1, boxes, 4]. */
function readBoxes(
  logits: Tensor,
  boxes: Tensor,
  phrase: number,
  size: { width: number; height: number },
): Detection[] {
  const [, count, phrases] = logits.dims as [number, number, number];
  const [scores, places] = [logits.data as Float32Array, boxes.data as Float32Array];
  return Array.from({ length: count }, (_, i) => ({
    corners: toCorners([places[4 * i]!, places[4 * i + 1]!, places[4 * i + 2]!, places[4 * i + 3]!], size),
    score: 1 / (1 + Math.exp(-scores[i * phrases + phrase]!)),
  }));
}

/** The picture at the top left of a grey square, scaled to `side`. */
async function padToSquare(picture: Picture, side: number): Promise<Picture> {
  const scale = side / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width, picture.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  ) as [number, number];
  const scaled = await resizePicture(picture, width, height);
  const data = new Uint8Array(side * side * 4).fill(128);
  for (let y = 0; y < height; y++) {
    data.set(scaled.data.subarray(y * width * 4, (y + 1) * width * 4), y * side * 4);
  }
  return { width: side, height: side, data };
}
