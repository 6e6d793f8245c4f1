import { DualeditError } from '@dualedit/foundation';
import type { PackConfigs } from '../../pack/configs.js';
import type { Pack } from '../../pack/pack.js';
import type { ChosenDevice } from '../../session/device.js';
import type { Family } from '../family.js';
import type { Model, ModelParts } from '../model.js';
import { checkChannels, checkInputs, type UnetConfig } from '../stable-diffusion/check-unet.js';
import { GUIDANCE } from '../stable-diffusion/inputs.js';
import { openWith } from '../stable-diffusion/model.js';
import { checkSettings } from '../stable-diffusion/process.js';
import { readFacts } from '../stable-diffusion/read.js';
import { guidanceEmbedding } from './guidance-embedding.js';
import { consistencyPath } from './noise-path.js';
import { isConsistencyScheduler } from './schedule.js';

/** Pipelines of latent consistency models, and plain ones, which run them with another scheduler. */
const PIPELINE = /^(Onnx|ORT)?LatentConsistencyModel(Img2Img)?Pipeline$/;
const PLAIN = /^(Onnx|ORT)?StableDiffusionPipeline$/;

/** Edits of fewer steps leave too little of what attention brings; more change little. */
const STEPS = 6;
/** What latent consistency models are told, as published. */
const GUIDANCE_SCALE = 8;

/** Stable Diffusion distilled to a few steps (Luo et al. 2023): LCM, and TCD by its consistency steps. */
export const latentConsistency: Family = {
  recognize: ({ pipeline, scheduler }) => {
    const name = pipeline._class_name;
    return (
      (name !== undefined && PIPELINE.test(name)) ||
      ((name === undefined || PLAIN.test(name)) && isConsistencyScheduler(scheduler._class_name))
    );
  },
  check: ({ scheduler, denoiser }) => {
    const config = denoiser as Partial<UnetConfig>;
    checkInputs(config, { takesGuidance: true });
    const { in_channels: inChannels, out_channels: outChannels = inChannels } = config;
    if (inChannels !== undefined) checkChannels({ inChannels, outChannels: outChannels! });
    if (!isConsistencyScheduler(scheduler._class_name)) throw otherScheduler(scheduler);
    checkSettings(scheduler);
  },
  defaults: () => ({ steps: STEPS, guidanceScale: GUIDANCE_SCALE, inversion: 'virtual', lossWeights: {} }),
  read: (folder, files, configs) => readFacts(folder, files, configs, { takesGuidance: true }),
  open: openLatentConsistency,
};

async function openLatentConsistency(pack: Pack, device: ChosenDevice, parts?: ModelParts): Promise<Model> {
  const path = (steps: number) => consistencyPath(pack.scheduler, steps);
  const model = await openWith(pack, device, { parts, path });
  const { guidanceWidth } = pack.unet;
  if (guidanceWidth === undefined) return model;
  const guide: Model['guide'] = (conditioning, scale) => {
    return { ...conditioning, [GUIDANCE]: guidanceEmbedding(scale, guidanceWidth) };
  };
  return {
    ...model,
    guide,
    condition: async (texts) => {
      const conditionings = await model.condition(texts);
      return conditionings.map((conditioning) => guide(conditioning, GUIDANCE_SCALE));
    },
  };
}

function otherScheduler({ _class_name: received }: PackConfigs['scheduler']): DualeditError {
  return new DualeditError({
    code: 'scheduler-unsupported',
    message: `Expected the scheduler of a latent consistency model, LCMScheduler or TCDScheduler, but received ${received ?? 'none'}.`,
    hint: 'Export the model again together with its own scheduler.',
    received,
  });
}
