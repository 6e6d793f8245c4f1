import {
  AutoImageProcessor,
  AutoModelForZeroShotObjectDetection,
  AutoTokenizer,
  type Tensor,
} from '@huggingface/transformers';
import { loadOptions, type ModelOptions, toRawImage } from '../transformers.js';
import { type Detection, type Detector, toCorners } from './detection.js';

/** Of its training, if a config says nothing. */
const SIDE = 800;

/** Positions of one phrase's pieces in the text, end exclusive. */
type Span = readonly [start: number, end: number];

/**
 * Grounding DINO (Liu et al. 2023): all phrases in one text, parted by full stops, and boxes scored against
 * each token of it. A phrase's score is the mean over its pieces, so that a black dog is no good black cat.
 */
export async function openGroundingDino(model: string, options: ModelOptions): Promise<Detector> {
  const load = loadOptions(options);
  const [dino, tokenizer, processor] = await Promise.all([
    AutoModelForZeroShotObjectDetection.from_pretrained(model, load),
    AutoTokenizer.from_pretrained(model, load),
    AutoImageProcessor.from_pretrained(model, load),
  ]);
  const fixed = fixedSize(dino.sessions.model);
  if (fixed) processor.size = fixed;
  return {
    side: fixed?.height ?? processor.size?.shortest_edge ?? SIDE,
    async detect(picture, phrases) {
      const image = await processor(toRawImage(picture));
      const text = tokenizer(phrases.map((phrase) => `${phrase}.`).join(' '));
      const count = (phrase: string) =>
        tokenizer.encode(phrase, { add_special_tokens: false }).length as number;
      const { logits, pred_boxes } = (await dino({ ...text, ...image })) as Record<string, Tensor>;
      return spansOf(phrases.map(count)).map((span) => readBoxes(logits!, pred_boxes!, span, picture));
    },
    async close() {
      await dino.dispose();
    },
  };
}

/** Behind the start token, each phrase is followed by its full stop. */
function spansOf(lengths: readonly number[]): Span[] {
  let start = 1;
  return lengths.map((length) => {
    const span = [start, start + length] as const;
    start += length + 1;
    return span;
  });
}

/** `logits` [1, boxes, tokens], `boxes` [1, boxes, 4]. */
function readBoxes(
  logits: Tensor,
  boxes: Tensor,
  [start, end]: Span,
  size: { width: number; height: number },
): Detection[] {
  const [, count, tokens] = logits.dims as [number, number, number];
  const [values, places] = [logits.data as Float32Array, boxes.data as Float32Array];
  return Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let token = start; token < end; token++) sum += 1 / (1 + Math.exp(-values[i * tokens + token]!));
    return {
      corners: toCorners([places[4 * i]!, places[4 * i + 1]!, places[4 * i + 2]!, places[4 * i + 3]!], size),
      score: sum / (end - start),
    };
  });
}

/** The size that an export takes where it takes but one, which its preprocessor's config does not say. */
function fixedSize(session: {
  inputMetadata: readonly { name: string; shape: readonly (number | string)[] }[];
}): { height: number; width: number } | undefined {
  const shape = session.inputMetadata.find(({ name }) => name === 'pixel_values')?.shape;
  const [height, width] = shape?.slice(2) ?? [];
  return typeof height === 'number' && typeof width === 'number' ? { height, width } : undefined;
}
