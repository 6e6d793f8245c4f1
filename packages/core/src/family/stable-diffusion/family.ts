import type { PackConfigs } from '../../pack/configs.js';
import type { PackDefaults } from '../../pack/pack.js';
import type { Family } from '../family.js';
import { checkChannels, checkInputs, type UnetConfig } from './check-unet.js';
import { openStableDiffusion } from './model.js';
import { checkProcess } from './process.js';
import { readFacts } from './read.js';
import { unsupported } from './unsupported.js';

/** Plain text-to-image pipelines, as diffusers, its own ONNX script and optimum name them. */
const PIPELINE = /^(Onnx|ORT)?StableDiffusionPipeline$/;
/** Pipelines on the same kind of model that ask for another one's weights: named to say so. */
const OTHERS = /StableDiffusion|LatentConsistency/;

/**
 * What suits a model that adversarial distillation made one of few steps, such as SD-Turbo: it knows no guidance, and
 * noise that is drawn anew at each step.
 */
const TURBO: PackDefaults = { steps: 4, guidanceScale: 1, inversion: 'virtual', lossWeights: {} };

/** No config says so; these models' schedulers alone are Euler's with steps counted from the end. */
function isTurbo({ _class_name: name, timestep_spacing: spacing }: PackConfigs['scheduler']): boolean {
  return name === 'EulerDiscreteScheduler' && spacing === 'trailing';
}

/** Stable Diffusion 1 and 2, and models of their kind: a UNet with cross-attention to CLIP's text encoder. */
export const stableDiffusion: Family = {
  recognize: ({ pipeline }) => {
    const { _class_name: name } = pipeline;
    return name === undefined || PIPELINE.test(name) || OTHERS.test(name);
  },
  check: (configs) => {
    checkPipeline(configs);
    const denoiser = configs.denoiser as Partial<UnetConfig>;
    checkInputs(denoiser);
    const { in_channels: inChannels, out_channels: outChannels = inChannels } = denoiser;
    if (inChannels !== undefined) checkChannels({ inChannels, outChannels: outChannels! });
    checkProcess(configs.scheduler);
  },
  defaults: ({ scheduler }) => (isTurbo(scheduler) ? TURBO : {}),
  read: readFacts,
  open: openStableDiffusion,
};

function checkPipeline({ pipeline }: PackConfigs): void {
  const { _class_name: name } = pipeline;
  if (name === undefined || PIPELINE.test(name)) return;
  throw unsupported(`A ${name} is another pipeline than plain Stable Diffusion.`, name);
}
