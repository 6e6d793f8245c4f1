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
} from './edit/editor.js';
export { loadEditor } from './edit/local-editor.js';
export { estimateMemory, type MemoryEstimate } from './edit/memory.js';
export { startEditor } from './host/host.js';
export type { HostOptions } from './host/host-options.js';
export { INVERSION_NAMES, type InversionName } from './inversions/inversions.js';
export type { MaskSourceModule } from './masks/mask-source-module.js';
export type { StepLosses } from './methods/attention-control/loop.js';
export { METHODS, type MethodName, type MethodSettings } from './methods/attention-control/settings.js';
export {
  defaultPackFolder,
  openPack,
  type Pack,
  type PackProblem,
  verifyPack,
  type WordList,
} from './pack/pack.js';
export { hasSafetyChecker } from './safety/safety-checker.js';
export { type ChosenDevice, chooseDevice, type Device } from './session/device.js';
export { machineMemory } from './session/machine-memory.js';
export { type ClipTokenizer, loadTokenizer } from './text/tokenizer.js';
