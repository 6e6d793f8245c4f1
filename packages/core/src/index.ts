export { captionPicture, hasCaptioner } from './caption/captioner.js';
export type { Editor, EditorOptions } from './edit/editor.js';
export { loadEditor } from './edit/local-editor.js';
export { estimateMemory, type MemoryEstimate } from './edit/memory.js';
export { type EditPlan, type PlanContext, planEdit } from './edit/plan.js';
export type { EditRequest, MaskRequest } from './edit/request.js';
export type { AttentionMap, EditConfig, EditDetails, EditResult } from './edit/result.js';
export { startEditor } from './host/host.js';
export type { HostOptions } from './host/host-options.js';
export { INVERSION_NAMES, INVERSIONS, type InversionName } from './inversions/inversions.js';
export type { MaskSourceModule } from './masks/mask-source-module.js';
export type { Method, StepLosses } from './methods/method.js';
export { METHODS, type MethodName } from './methods/methods.js';
export type { MethodSettings } from './methods/settings.js';
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
