/** What a model is for: an edit, or a part of the pack that makes edits. */
export type ModelKind = 'diffusion' | PartName;

export type PartName = 'detector' | 'sam' | 'clip' | 'captioner' | 'upscaler';

interface Part {
  /** Its folder inside a pack. */
  folder: string;
  /** Its graphs in the layout of transformers.js: `onnx/<graph>.onnx`. */
  graphs: readonly string[];
}

/** The parts that a pack may have beside its diffusion models. */
export const PARTS: Readonly<Record<PartName, Part>> = {
  detector: { folder: 'segmenter/detector', graphs: ['model'] },
  sam: { folder: 'segmenter/sam', graphs: ['vision_encoder', 'prompt_encoder_mask_decoder'] },
  clip: { folder: 'clip', graphs: ['text_model', 'vision_model'] },
  captioner: { folder: 'captioner', graphs: ['encoder_model', 'decoder_model'] },
  upscaler: { folder: 'upscaler', graphs: ['model'] },
};

export const PART_NAMES = Object.keys(PARTS) as PartName[];
