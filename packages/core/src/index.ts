export { captionPicture, hasCaptioner } from './caption/captioner.js';
export type {
  AttentionMap,
  EditConfig,
  EditDetails,
  Editor,
  EditorOptions,
  EditRequest,
  EditResult,
  MaskRequest,
} from './editor.js';
export { startEditor } from './host/host.js';
export type { HostOptions } from './host/host-options.js';
export { INVERSION_NAMES, type InversionName } from './inversion/inversions.js';
export { loadEditor } from './local-editor.js';
export type { MaskSourceModule } from './masks/mask-source-module.js';
export { estimateMemory, type MemoryEstimate } from './memory.js';
export type { StepLosses } from './methods/mde-edit.js';
export { METHODS, type MethodName, type MethodSettings } from './methods/settings.js';
export { type ChosenDevice, chooseDevice, type Device } from './model/device.js';
export { machineMemory } from './model/machine-memory.js';
export {
  defaultPackFolder,
  openPack,
  type Pack,
  type PackProblem,
  verifyPack,
  type WordList,
} from './model/pack.js';
export { hasSafetyChecker } from './safety/safety-checker.js';
export { composePrompts, type PromptPair } from './text/prompt.js';
export { type ClipTokenizer, loadTokenizer } from './text/tokenizer.js';
