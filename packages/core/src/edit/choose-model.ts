import { DualeditError } from '@dualedit/foundation';
import type { Model } from '../family/model.js';
import { digestOfModels } from '../inversions/digests.js';
import { decodeInversion } from '../inversions/file.js';
import type { EditRequest } from './request.js';

/** What of a request says how it is made. */
type Asked = Pick<EditRequest, 'fast' | 'method' | 'inversion' | 'inverted' | 'saveInversion' | 'settings'>;

/**
 * Which denoiser of a pack serves a request: the one of few steps if the request says so, or if it is the pack's usual
 * one, the request leaves open how it is made, and the result can be looked at. A method that is named means its losses
 * too, which are for many steps; so are saved inversions, from which other methods go on.
 * @param canLook whether a mask source tells what came of it, so that the other denoiser may mend it
 * @throws DualeditError `few-steps-missing` if a request asks for one and the pack has none; `inversion-unreadable`
 */
export async function modelFor(model: Model, request: Asked, canLook: boolean): Promise<Model> {
  const { fewSteps, pack } = model;
  if (!fewSteps) {
    if (request.fast && pack.defaults.inversion !== 'virtual') throw missing(pack.name);
    return model;
  }
  if (request.inverted) {
    const { facts } = decodeInversion(request.inverted, model.signature.text);
    return facts.models === (await digestOfModels(fewSteps.pack)) ? fewSteps : model;
  }
  const isUsual = pack.defaults.fewSteps?.isUsual === true && canLook && isOpen(request);
  return (request.fast ?? isUsual) ? fewSteps : model;
}

const isOpen = ({ method, inversion, saveInversion = false, settings = {} }: Asked): boolean =>
  method === undefined && inversion === undefined && !saveInversion && Object.keys(settings).length === 0;

function missing(pack: string): DualeditError {
  return new DualeditError({
    code: 'few-steps-missing',
    message: `The model pack ${pack} has no model of few steps.`,
    hint: 'Leave "fast" out, or use the embedded model or a latent consistency model ("dualedit models pull lcm").',
    received: pack,
  });
}
