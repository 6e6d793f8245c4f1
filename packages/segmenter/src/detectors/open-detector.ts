import { DualeditError } from '@dualedit/foundation';
import { AutoConfig } from '@huggingface/transformers';
import { loadOptions, type ModelOptions, opening } from '../transformers.js';
import type { Detector } from './detection.js';
import { openGroundingDino } from './grounding-dino.js';
import { openOwl } from './owl.js';

const OPENERS: Readonly<Record<string, (model: string, options: ModelOptions) => Promise<Detector>>> = {
  owlvit: (model, options) => openOwl(model, options, false),
  owlv2: (model, options) => openOwl(model, options, true),
  'grounding-dino': openGroundingDino,
};

/**
 * Opens a detector by the `model_type` of its config.
 * @throws DualeditError `model-unreadable`, `model-unsupported`
 */
export async function openDetector(model: string, options: ModelOptions): Promise<Detector> {
  return opening(model, async () => {
    const { model_type } = await AutoConfig.from_pretrained(model, loadOptions(options));
    const open = OPENERS[model_type!];
    if (open) return open(model, options);
    throw unsupported(model, model_type, Object.keys(OPENERS));
  });
}

/** The error of a class of models that is not known here. */
export function unsupported(model: string, received: unknown, known: readonly string[]): DualeditError {
  return new DualeditError({
    code: 'model-unsupported',
    message: `Expected a model_type of ${known.join(', ')} but ${model} has ${JSON.stringify(received)}.`,
    hint: 'Use an export of one of these classes in the layout of transformers.js.',
    received,
  });
}
