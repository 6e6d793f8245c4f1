import { DEFAULT_INVERSION, type InversionName } from '../inversions/inversions.js';
import { DEFAULT_METHOD, METHODS, type MethodName } from '../methods/methods.js';
import type { MethodSettings } from '../methods/settings.js';
import type { PackDefaults } from '../pack/pack.js';
import { kindOf } from './changes/kinds.js';
import type { EditRequest } from './request.js';

/** What decides how an edit is made, with nothing left open. */
export interface ResolvedSettings {
  method: MethodName;
  inversion: InversionName;
  settings: MethodSettings;
  strength: number;
}

/** Every default of an edit, resolved: the request's own numbers, else the pack's, else the method's. */
export function resolveSettings(
  request: Pick<EditRequest, 'method' | 'inversion' | 'settings' | 'strength'> &
    Partial<Pick<EditRequest, 'edits'>>,
  defaults: PackDefaults,
): ResolvedSettings {
  const { method = DEFAULT_METHOD, inversion = DEFAULT_INVERSION, strength = 1 } = request;
  // Losses that no edit has are left out of what is compiled.
  const hasLosses = request.edits?.some((edit) => kindOf(edit).drawing.losses) ?? true;
  const settings = {
    ...METHODS[method].defaults,
    ...defaults,
    ...request.settings,
    ...(!hasLosses && { lossWeights: {} }),
  };
  return { method, inversion, settings, strength };
}
