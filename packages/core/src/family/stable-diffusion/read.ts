import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PackConfigs } from '../../pack/configs.js';
import type { PackFiles } from '../../pack/pack.js';
import { readJson } from '../../pack/read-json.js';
import type { FamilyFacts } from '../family.js';
import { checkChannels, type UnetConfig } from './check-unet.js';
import type { SchedulerConfig } from './schedule.js';
import { readUnetShape, type UnetShape } from './unet-shape.js';
import { unsupported } from './unsupported.js';

/** Stable Diffusion's numbers, for stock exports that carry no config beside the autoencoder. */
const DEFAULT_SCALING_FACTOR = 0.18215;
const DEFAULT_DOWNSAMPLING = 8;

interface VaeConfig {
  block_out_channels?: number[];
  latent_channels?: number;
  scaling_factor?: number;
  shift_factor?: number | null;
  latents_mean?: number[] | null;
}

/**
 * Sizes and scales, also of what is distilled from Stable Diffusion.
 * @param takesGuidance whether the UNet may have an input for the guidance
 * @throws DualeditError `model-unsupported`, `pack-unreadable`
 */
export async function readFacts(
  folder: string,
  { unet }: PackFiles,
  { scheduler, denoiser }: PackConfigs,
  { takesGuidance = false } = {},
): Promise<FamilyFacts> {
  const hasConfig = Object.keys(denoiser).length > 0;
  const shape = hasConfig
    ? shapeOf(denoiser as unknown as UnetConfig)
    : await readUnetShape(unet, takesGuidance);
  const vae = await firstConfig(...['vae_decoder', 'vae_encoder', 'vae'].map((name) => join(folder, name)));
  checkChannels(shape, vae.latent_channels);
  return { scheduler: scheduler as SchedulerConfig, unet: shape, vae: vaeOf(vae) };
}

/** The config of the first folder that has one; stock exports carry none. */
async function firstConfig(...folders: string[]): Promise<VaeConfig> {
  const found = folders.map((folder) => join(folder, 'config.json')).find(existsSync);
  return found ? readJson(found) : {};
}

function vaeOf(config: VaeConfig): FamilyFacts['vae'] {
  const { block_out_channels: widths, latents_mean: mean } = config;
  if (mean) throw unsupported('The autoencoder scales each channel by itself ("latents_mean").', mean);
  const vae: FamilyFacts['vae'] = {
    downsampling: widths ? 2 ** (widths.length - 1) : DEFAULT_DOWNSAMPLING,
    scalingFactor: config.scaling_factor ?? DEFAULT_SCALING_FACTOR,
  };
  if (config.shift_factor) vae.shiftFactor = config.shift_factor;
  return vae;
}

function shapeOf(config: UnetConfig): UnetShape {
  return {
    inChannels: config.in_channels,
    outChannels: config.out_channels ?? config.in_channels,
    sampleSize: config.sample_size,
    crossAttentionDim: config.cross_attention_dim,
    ...(config.time_cond_proj_dim && { guidanceWidth: config.time_cond_proj_dim }),
  };
}
