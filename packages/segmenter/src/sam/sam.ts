import { DualeditError, type Picture, type PointPrompt } from '@dualedit/foundation';
import {
  AutoConfig,
  AutoImageProcessor,
  AutoModelForMaskGeneration,
  type SamModel,
  type Tensor,
} from '@huggingface/transformers';
import type { Corners } from '../detectors/detection.js';
import { unsupported } from '../detectors/open-detector.js';
import { loadOptions, type ModelOptions, opening, toRawImage } from '../transformers.js';
import type { MaskLogits, Shown } from './mask-logits.js';
import { type BoxPrompt, boxInputs, givenPointInputs } from './prompts.js';

/** A picture as a SAM has encoded it, once for all prompts. */
export interface Embedded {
  features: Record<string, Tensor>;
  picture: { width: number; height: number };
  shown: Shown;
  /** From pixels of the picture to those that the model sees. */
  scale: { x: number; y: number };
}

/** One of the masks that a decoder offers for a prompt. */
export interface Proposal {
  logits: MaskLogits;
  /** The model's own guess of the mask's intersection over union. */
  iou: number;
}

/** A model that turns prompts into masks. */
export interface Sam {
  embed(picture: Picture): Promise<Embedded>;
  /** Proposals for each box, in one run. */
  byBoxes(embedded: Embedded, boxes: readonly Corners[]): Promise<Proposal[][]>;
  /** Whether its decoder takes points. */
  takesPoints: boolean;
  /**
   * Proposals for each thing that is pointed at, in one run.
   * @param prompts the points of each thing, as many for each
   */
  byPoints(embedded: Embedded, prompts: readonly (readonly PointPrompt[])[]): Promise<Proposal[][]>;
  close(): Promise<void>;
}

/** The classes that transformers.js runs; SlimSAM is a small `sam`, SAM 2.1 a `sam2`. */
const KNOWN = ['sam', 'sam2', 'edgetam', 'sam3_tracker'];

/**
 * Opens a SAM (Kirillov et al. 2023), SlimSAM, SAM 2 (Ravi et al. 2024) or EdgeTAM.
 * @param boxes how its decoder takes boxes, where its inputs do not say
 * @throws DualeditError `model-unreadable`, `model-unsupported`
 */
export async function openSam(model: string, options: ModelOptions, boxes?: BoxPrompt): Promise<Sam> {
  const load = loadOptions(options);
  return opening(model, async () => {
    const { model_type } = await AutoConfig.from_pretrained(model, load);
    if (!KNOWN.includes(model_type!)) throw unsupported(model, model_type, KNOWN);
    const [sam, processor] = await Promise.all([
      AutoModelForMaskGeneration.from_pretrained(model, load) as Promise<SamModel>,
      AutoImageProcessor.from_pretrained(model, load),
    ]);
    const { inputNames } = sam.sessions.prompt_encoder_mask_decoder as { inputNames: readonly string[] };
    const kind = inputNames.includes('input_boxes') ? 'boxes' : (boxes ?? 'points');
    const decode = async ({ features }: Embedded, prompts: Record<string, Tensor>) =>
      readProposals((await sam({ ...features, ...prompts })) as Outputs);
    return {
      async embed(picture) {
        const { pixel_values, reshaped_input_sizes } = await processor(toRawImage(picture));
        const [height, width] = reshaped_input_sizes[0] as [number, number];
        const [rows, columns] = (pixel_values as Tensor).dims.slice(2) as [number, number];
        return {
          features: await sam.get_image_embeddings({ pixel_values }),
          picture: { width: picture.width, height: picture.height },
          shown: { x: width / columns, y: height / rows },
          scale: { x: width / picture.width, y: height / picture.height },
        };
      },
      byBoxes: (embedded, corners) =>
        decode(embedded, boxInputs(corners, kind, embedded.scale, embedded.picture)),
      takesPoints: inputNames.includes('input_points'),
      async byPoints(embedded, prompts) {
        if (!inputNames.includes('input_points')) throw noPoints(model);
        return decode(embedded, givenPointInputs(prompts, embedded.scale));
      },
      async close() {
        await sam.dispose();
      },
    };
  });
}

interface Outputs {
  /** [1, prompts, proposals] */
  iou_scores: Tensor;
  /** [1, prompts, proposals, height, width] */
  pred_masks: Tensor;
}

function readProposals({ iou_scores, pred_masks }: Outputs): Proposal[][] {
  const [, prompts, proposals, height, width] = pred_masks.dims as [number, number, number, number, number];
  const [ious, logits] = [iou_scores.data as Float32Array, pred_masks.data as Float32Array];
  const size = width * height;
  return Array.from({ length: prompts }, (_, prompt) =>
    Array.from({ length: proposals }, (_, proposal) => {
      const at = prompt * proposals + proposal;
      return {
        logits: { width, height, data: logits.subarray(at * size, (at + 1) * size) },
        iou: ious[at]!,
      };
    }),
  );
}

function noPoints(model: string): DualeditError {
  return new DualeditError({
    code: 'model-unsupported',
    message: `The mask decoder in ${model} takes boxes but no points.`,
    hint: 'Give a box, or use an export whose decoder has input_points.',
  });
}
