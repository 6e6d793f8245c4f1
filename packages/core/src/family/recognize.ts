import { DualeditError } from '@dualedit/foundation';
import type { PackConfigs } from '../pack/configs.js';
import { FAMILIES, type FamilyName } from './families.js';

/**
 * Which family runs a pack, from its config files alone: before its models are loaded, or downloaded.
 * @throws DualeditError `model-unsupported`, `scheduler-unsupported`, which say what to use instead
 */
export function recognizeFamily(configs: PackConfigs): FamilyName {
  for (const name of Object.keys(FAMILIES) as FamilyName[]) {
    if (!FAMILIES[name].recognize(configs)) continue;
    FAMILIES[name].check(configs);
    return name;
  }
  const received = configs.pipeline._class_name;
  throw new DualeditError({
    code: 'model-unsupported',
    message: `Expected a pipeline of ${Object.keys(FAMILIES).join(' or ')} but received a ${received}.`,
    hint: 'Use a plain text-to-image model of Stable Diffusion 1 or 2; "dualedit models list" names some.',
    received,
  });
}
