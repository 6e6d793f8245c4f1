import type { InversionName } from '../inversions/inversions.js';
import { DEFAULT_METHOD, type MethodName, methodOf } from '../methods/methods.js';
import type { MethodSettings } from '../methods/settings.js';
import type { Pack } from '../pack/pack.js';
import { kindOf } from './changes/kinds.js';
import type { EditRequest } from './request.js';

const DEFAULT_SEED = 1;

/** What decides how an edit is made, with nothing left open. */
export interface ResolvedSettings {
  method: MethodName;
  inversion: InversionName;
  settings: MethodSettings;
  strength: number;
  seed: number;
  /** How many edits are made at once. */
  edits: number;
  /** Whether the denoiser is told the guidance, so that nothing is run for it. */
  toldGuidance: boolean;
}

/** The settings that stages run by: what the denoiser is told is not done a second time. */
export function runSettings({ settings, toldGuidance }: ResolvedSettings): MethodSettings {
  return toldGuidance ? { ...settings, guidanceScale: 1 } : settings;
}

/** Every default of an edit, resolved: the request's own numbers, else the pack's, else the method's. */
export function resolveSettings(
  request: Pick<EditRequest, 'method' | 'inversion' | 'settings' | 'strength' | 'seed'> &
    Partial<Pick<EditRequest, 'edits'>>,
  { defaults, unet }: Pick<Pack, 'defaults' | 'unet'>,
): ResolvedSettings {
  const { method = DEFAULT_METHOD, strength = 1, seed = DEFAULT_SEED } = request;
  const { defaults: own, inversions } = methodOf(method);
  const usual = inversions.find((name) => name === defaults.inversion) ?? inversions[0]!;
  const { inversion = usual } = request;
  // Losses that no edit has are left out of what is compiled.
  const hasLosses = request.edits?.some((edit) => kindOf(edit).drawing.losses) ?? true;
  const settings = {
    ...own,
    ...Object.fromEntries(Object.entries(defaults).filter(([name]) => name in own)),
    ...request.settings,
    ...(!hasLosses && own.lossWeights && { lossWeights: {} }),
  };
  return {
    method,
    inversion,
    settings,
    strength,
    seed,
    edits: request.edits?.length ?? 1,
    toldGuidance: unet.guidanceWidth !== undefined,
  };
}
