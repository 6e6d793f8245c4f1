import { DualeditError } from '@dualedit/foundation';
import type { Model } from '../family/model.js';
import { digestOfModels } from '../inversions/digests.js';
import { decodeInversion } from '../inversions/file.js';
import { DEFAULT_METHOD, methodOf } from '../methods/methods.js';
import type { EditRequest } from './request.js';

/** More steps than these are asked of the other denoiser. */
const FEW = 12;

type Asked = Pick<EditRequest, 'fast' | 'method' | 'inversion' | 'inverted'> & {
  settings?: EditRequest['settings'];
};

/**
 * Which denoiser of a pack serves a request: the one of few steps if the request says so, or if it is the pack's usual
 * one and nothing in the request needs the other.
 * @throws DualeditError `few-steps-missing` if a request asks for one and the pack has none; `inversion-unreadable`
 */
export async function modelFor(model: Model, request: Asked): Promise<Model> {
  const { fewSteps, pack } = model;
  if (!fewSteps) {
    if (request.fast && pack.defaults.inversion !== 'virtual') throw missing(pack.name);
    return model;
  }
  if (request.inverted) {
    const { facts } = decodeInversion(request.inverted, model.signature.text);
    return facts.models === (await digestOfModels(fewSteps.pack)) ? fewSteps : model;
  }
  const isUsual = pack.defaults.fewSteps?.isUsual === true && allowsFew(request);
  return (request.fast ?? isUsual) ? fewSteps : model;
}

function allowsFew({ method = DEFAULT_METHOD, inversion = 'virtual', settings }: Asked): boolean {
  const canBegin = inversion === 'virtual' && methodOf(method).inversions.includes('virtual');
  return canBegin && (settings?.steps ?? 0) <= FEW;
}

function missing(pack: string): DualeditError {
  return new DualeditError({
    code: 'few-steps-missing',
    message: `The model pack ${pack} has no model of few steps.`,
    hint: 'Leave "fast" out, or use the embedded model or a latent consistency model ("dualedit models pull lcm").',
    received: pack,
  });
}
