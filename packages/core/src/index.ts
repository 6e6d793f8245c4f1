export { captionPicture, hasCaptioner } from './caption/captioner.js';
export { type CheckOptions, checkEdit } from './edit/check-edit.js';
export type { Editor, EditorOptions } from './edit/editor.js';
export { loadEditor } from './edit/local-editor.js';
export { estimateMemory, type MemoryEstimate } from './edit/memory.js';
export { type EditPlan, type PlanContext, planEdit } from './edit/plan.js';
export type { EditRequest, MaskRequest } from './edit/request.js';
export type {
  AttentionMap,
  EditConfig,
  EditDetails,
  EditResult,
  FoundMasks,
  Variant,
} from './edit/result.js';
export { recognizeFamily } from './family/recognize.js';
export { startEditor } from './host/host.js';
export type { HostOptions } from './host/host-options.js';
export { packError, type SentError, unpackError } from './host/messages.js';
export { type Grounded, onGround } from './image/ground.js';
export {
  INVERSION_NAMES,
  INVERSIONS,
  type InversionName,
} from './inversions/inversions.js';
export type { MaskSourceModule } from './masks/mask-source-module.js';
export type { Method, StepLosses } from './methods/method.js';
export { DEFAULT_METHOD, METHODS, type MethodName } from './methods/methods.js';
export type { MethodSettings } from './methods/settings.js';
export { type PackConfigs, readConfigs } from './pack/configs.js';
export { defaultPackFolder, openPack } from './pack/open-pack.js';
export type { Pack } from './pack/pack.js';
export { type PackProblem, verifyPack } from './pack/verify.js';
export { hasSafetyChecker } from './safety/safety-checker.js';
export { type ChosenDevice, chooseDevice, type Device } from './session/device.js';
export { machineMemory } from './session/machine-memory.js';
export { composePrompts, type PromptPair } from './text/prompt.js';
export { type ClipTokenizer, loadTokenizer } from './text/tokenizer.js';
export type { WordList } from './text/words.js';
export { hasUpscaler } from './upscale/upscaler.js';
