import type { EditSettings } from './contract.js';

/** Options of `dualedit edit` by the settings with a value that they are called after. For both sides. */
export const COMMAND_OPTIONS: Readonly<Partial<Record<keyof EditSettings, string>>> = {
  method: '--method',
  strength: '--strength',
  steps: '--steps',
  seed: '--seed',
  maskGrow: '--mask-grow',
  maskFeather: '--mask-feather',
  metadata: '--metadata',
};
